import { displayName, textOf, writtenFields, type Customer, type FieldValue } from '../state/customer';
import type { Quirks } from '../switches';
import { wireDate } from '../wire/dates';
import { writeExactly } from '../wire/longs';
import { shownMobile } from '../state/contacts';
import { extraFields } from './records';

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
