import { urlBatches } from '../batches';
import { searchCustomers } from '../customerEndpoints';
import { Refusal } from '../errors';
import type { Id } from '../ids';
import { settle } from '../result';
import type { Send } from '../request';
import type { Customer } from '../types';
import { isMissingRight, missingRight } from './customerRights';

const WITHOUT = 'Or remove “Customer Fields” and “Custom Customer Fields” from the options.';

/** The bytes of a search without its ids and fields. */
const FRAME = '/v1/customers?idList=&select=id,&rows=10000&page=1&sidx=id&sord=asc'.length;

/** Searches for customers by id, batch by batch, and learns what the server takes. */
export class CustomerSearch {
	private readonly limits: { count: number; bytes: number };
	/** Whether `select` leaves out the custom fields. */
	private selectHidesAttr = false;
	private missingRight: Refusal | undefined;

	/** @param urlBytes how many bytes may follow the address in a request line */
	constructor(
		private readonly send: Send,
		urlBytes: number,
	) {
		this.limits = { count: Infinity, bytes: urlBytes - FRAME };
	}

	/** Cuts ids into batches of one search each; they shrink when a search takes less. */
	batches(ids: Id[], fields: readonly string[]): Generator<Id[]> {
		const { limits } = this;
		const taken = fields.join().length;
		return urlBatches(() => ({ count: limits.count, bytes: limits.bytes - taken }), ids);
	}

	/** Limits one search to this many ids from now on. */
	shrink(count: number): void {
		this.limits.count = Math.min(this.limits.count, count);
	}

	/** The rows of the answer, whoever they are; undefined when there were too many ids. Throws a Refusal. */
	async ask(batch: Id[], fields: readonly string[]): Promise<Customer[] | undefined> {
		if (this.missingRight) throw this.missingRight;
		const select = this.selectHidesAttr ? [] : ['id', ...fields];
		const request = searchCustomers({ idList: batch }, select, { rows: batch.length });
		const outcome = await settle(this.send(request));
		if (outcome instanceof Refusal) return this.refused(batch, outcome);
		const rows = outcome;
		// Whether `select` takes `attr` is not documented; without `select` the answer holds all fields.
		const lacksAttr = rows.length > 0 && !rows.some((row) => Object.hasOwn(row, 'attr'));
		if (select.length === 0 || !fields.includes('attr') || !lacksAttr) return rows;
		this.selectHidesAttr = true;
		return await this.ask(batch, fields);
	}

	/** A refusal of many ids may be about their number, whatever its words; a refusal of one id is final. */
	private refused(batch: Id[], refusal: Refusal): undefined {
		if (isMissingRight(refusal)) throw (this.missingRight ??= missingRight(refusal, 'read', WITHOUT));
		if (batch.length === 1 || !['size', 'refused'].includes(refusal.kind)) throw refusal;
		this.shrink(Math.ceil(batch.length / 2));
		return undefined;
	}
}
