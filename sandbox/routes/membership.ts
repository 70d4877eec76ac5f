import { wireDate } from '../wire/dates';
import type { World } from '../state/world';
import type { Quirks } from '../switches';
import { FAR_AWAY, extraFields } from './records';

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
