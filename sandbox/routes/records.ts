import { wireDate } from '../http/dates';
import { writeExactly, type Json } from '../http/longs';
import type { Quirks } from '../switches';
import {
	displayName,
	shownMobile,
	textOf,
	writtenFields,
	type Customer,
	type FieldValue,
} from '../world/customer';
import type { Group } from '../world/store';
import type { World } from '../world/world';

/** Ids so far from the one asked about are somebody else's. */
const FAR_AWAY = 1_000_000_007n;

/** The fields that every record has beside its own, with a comma before each. */
const extraFields = ({ extraFields: fields }: Quirks): string =>
	Object.entries(fields ?? {})
		.map(([name, value]) => `,${JSON.stringify(name)}:${writeExactly(value as Json)}`)
		.join('');

export const anotherGroup = ({ id, dateCreated }: Group) => ({
	id: id + FAR_AWAY,
	name: '另一个群组',
	dateCreated,
});

export function writtenGroup(group: Pick<Group, 'id' | 'name' | 'dateCreated'>, quirks: Quirks): string {
	const id = quirks.idsAsStrings ? `"${group.id}"` : group.id;
	const date = wireDate(group.dateCreated);
	return `{"id":${id},"name":${JSON.stringify(group.name)},"dateCreated":"${date}","lastUpdated":"${date}"${extraFields(quirks)}}`;
}

/** More than a membership takes with three quoted ids of 19 digits. */
const LONGEST = 192;

/** Memberships as JSON. Those of a page mostly share group and date, so that part is made once and copied as bytes. */
export class MembershipWriter {
	private readonly quote: string;
	private listId: bigint | undefined;
	private joined: number | undefined;
	private shared = Buffer.alloc(0);
	private readonly extra: string;
	private readonly longest: number;
	private readonly shift: { customerId: bigint; listId: bigint };

	/** @param added in answer to an addition, which may (quirk) be about somebody else */
	constructor(
		private readonly world: World,
		added?: 'added',
	) {
		const { quirks } = world;
		this.quote = quirks.idsAsStrings ? '"' : '';
		this.extra = extraFields(quirks);
		this.longest = LONGEST + Buffer.byteLength(this.extra);
		const another = (what: Quirks['aboutAnother'][number]) =>
			added && quirks.aboutAnother.includes(what) ? FAR_AWAY : 0n;
		this.shift = { customerId: another('addedCustomer'), listId: another('addedGroup') };
	}

	/** `{…}` */
	one(row: number): string {
		return this.own(row) + this.sharedBy(row).toString();
	}

	/** `{"items":[…]}` */
	page(rows: number[]): Buffer {
		const page = Buffer.allocUnsafe(rows.length * this.longest + 16);
		let end = page.write('{"items":[', 'latin1');
		for (const [index, row] of rows.entries()) {
			end += page.write(index === 0 ? this.own(row) : `,${this.own(row)}`, end, 'latin1');
			end += this.sharedBy(row).copy(page, end);
		}
		end += page.write(']}', end, 'latin1');
		return page.subarray(0, end);
	}

	private own(row: number): string {
		const { table } = this.world.store;
		return `{"id":${this.quote}${table.id(row)}${this.quote},"customerId":${this.quote}${table.customerId(row) + this.shift.customerId}${this.quote}`;
	}

	private sharedBy(row: number): Buffer {
		const { table } = this.world.store;
		const [listId, joined] = [table.listId(row) + this.shift.listId, table.dateCreated(row)];
		if (listId !== this.listId || joined !== this.joined) {
			[this.listId, this.joined] = [listId, joined];
			const date = wireDate(joined);
			this.shared = Buffer.from(
				`,"dateCreated":"${date}","lastUpdated":"${date}","listId":${this.quote}${listId}${this.quote}${this.extra}}`,
			);
		}
		return this.shared;
	}
}

/** Answers hold more fields than the vendor's pages list; those of customers nobody described are all null. */
const undocumented = ['type', 'externalId', 'img', 'department', 'fax', 'zip', 'birthYear', 'age', 'language']
	.concat(['married', 'children', 'education', 'income'])
	.map((name) => `,"${name}":null`)
	.join('');
/** The first of the fields are the ones everybody has. */
const usual = 4;
const rare = writtenFields.slice(usual);
const noneOfTheRare = rare.map((field) => `,"${field}":null`).join('');

/** Customers as JSON, with all fields, or those of `select` alone. */
export class CustomerWriter {
	private readonly selected: string[] | undefined;
	private readonly extra: string;

	/** @param select names with commas between them */
	constructor(
		private readonly quirks: Quirks,
		select?: string,
	) {
		this.extra = extraFields(quirks);
		this.selected = select?.split(',').map((name) => name.trim());
	}

	write(customer: Customer): string {
		if (this.selected) return this.some(customer, this.selected);
		const { fields } = customer;
		let text = `{"id":${this.id(customer)},"displayName":${JSON.stringify(displayName(customer))}`;
		for (const field of writtenFields.slice(0, usual)) text += `,"${field}":${this.field(customer, field)}`;
		const plain = rare.every((field) => fields[field] === undefined);
		text += plain
			? noneOfTheRare
			: rare.map((field) => `,"${field}":${this.field(customer, field)}`).join('');
		text += `,"dateCreated":"${wireDate(customer.dateCreated)}","lastUpdated":"${wireDate(customer.lastUpdated)}"`;
		return `${text}${undocumented},"attr":${this.field(customer, 'attr')}${this.extra}}`;
	}

	/** A name that no field has is passed over. */
	private some(customer: Customer, names: string[]): string {
		const written = names
			.map((name) => [name, this.field(customer, name)])
			.filter(([, value]) => value !== '');
		return `{${written.map(([name, value]) => `"${name}":${value}`).join(',')}${this.extra}}`;
	}

	/** As JSON; empty for what is no field. */
	private field(customer: Customer, name: string): string {
		if (name === 'id') return this.id(customer);
		if (name === 'displayName') return JSON.stringify(displayName(customer));
		if (name === 'dateCreated' || name === 'lastUpdated') return `"${wireDate(customer[name])}"`;
		if (name === 'attr')
			return Object.keys(customer.attr).length === 0 ? 'null' : writeExactly(customer.attr);
		const mobile = name === 'mobile' ? textOf(customer, 'mobile') : undefined;
		if (mobile !== undefined) return JSON.stringify(shownMobile(mobile, this.quirks));
		const field = writtenFields.find((each) => each === name);
		if (field) return writeExactly((customer.fields[field] ?? null) as FieldValue);
		return undocumented.includes(`,"${name}":null`) ? 'null' : '';
	}

	private id({ id }: Customer): string {
		return this.quirks.idsAsStrings ? `"${id}"` : String(id);
	}
}
