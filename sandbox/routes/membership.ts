import { wireDate } from '../wire/dates';
import type { World } from '../state/world';

/** More than a membership takes with three quoted ids of 19 digits. */
const LONGEST = 192;

/** Memberships as JSON. Those of a page mostly share group and date, so that part is made once and copied as bytes. */
export class MembershipWriter {
	private readonly quote: string;
	private listId: bigint | undefined;
	private joined: number | undefined;
	private shared = Buffer.alloc(0);

	constructor(private readonly world: World) {
		this.quote = world.quirks.idsAsStrings ? '"' : '';
	}

	/** `{…}` */
	one(row: number): string {
		return this.own(row) + this.sharedBy(row).toString();
	}

	/** `{"items":[…]}` */
	page(rows: number[]): Buffer {
		const page = Buffer.allocUnsafe(rows.length * LONGEST + 16);
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
		return `{"id":${this.quote}${table.id(row)}${this.quote},"customerId":${this.quote}${table.customerId(row)}${this.quote}`;
	}

	private sharedBy(row: number): Buffer {
		const { table } = this.world.store;
		const [listId, joined] = [table.listId(row), table.dateCreated(row)];
		if (listId !== this.listId || joined !== this.joined) {
			[this.listId, this.joined] = [listId, joined];
			const date = wireDate(joined);
			this.shared = Buffer.from(
				`,"dateCreated":"${date}","lastUpdated":"${date}","listId":${this.quote}${listId}${this.quote}}`,
			);
		}
		return this.shared;
	}
}
