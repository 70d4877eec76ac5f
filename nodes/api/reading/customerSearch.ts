import { urlBatches } from '../batches';
import { searchCustomers } from '../customerEndpoints';
import type { Refusal } from '../errors';
import { readCustomers } from '../http/customerRows';
import type { Id } from '../ids';
import { settle } from '../outcome';
import type { Send } from '../request';
import type { Customer } from '../types';
import { isMissingRight, missingRight } from './customerRights';

const WITHOUT = 'Or remove “Customer Fields” and “Custom Customer Fields” from the options.';

/** Bytes of a search without its ids and fields. */
const FRAME = '/v1/customers?idList=&select=id,&rows=10000&page=1&sidx=id&sord=asc'.length;

/** One search for the ids of a batch at a time, and what its answers have told about the server. */
export class CustomerSearch {
	private readonly limits: { count: number; bytes: number };
	/** Whether `select` keeps the custom fields away. */
	private selectHidesAttr = false;
	private missingRight: Refusal | undefined;

	/** @param urlBytes what may follow the address in a request line */
	constructor(
		private readonly send: Send,
		urlBytes: number,
	) {
		this.limits = { count: Infinity, bytes: urlBytes - FRAME };
	}

	/** Ids in batches that one search takes; they get smaller when a search is found to take less. */
	batches(ids: Id[], fields: readonly string[]): Generator<Id[]> {
		return urlBatches(() => ({ ...this.limits, bytes: this.limits.bytes - fields.join().length }), ids);
	}

	/** From now on at most so many in one search. */
	shrink(count: number): void {
		this.limits.count = Math.min(this.limits.count, count);
	}

	/** The rows of the answer, whoever they are; undefined when there were too many ids. */
	async ask(batch: Id[], fields: readonly string[]): Promise<Customer[] | undefined> {
		if (this.missingRight) throw this.missingRight;
		const select = this.selectHidesAttr ? [] : ['id', ...fields];
		const request = searchCustomers({ idList: batch }, select, { rows: batch.length });
		const outcome = await settle(this.send(request));
		if ('refusal' in outcome) return this.refused(batch, outcome.refusal);
		const rows = readCustomers(outcome.reply);
		// Whether `select` takes `attr` is not documented; without it the answer holds everything.
		const lacksAttr = rows.length > 0 && !rows.some((row) => Object.hasOwn(row, 'attr'));
		if (select.length === 0 || !fields.includes('attr') || !lacksAttr) return rows;
		this.selectHidesAttr = true;
		return await this.ask(batch, fields);
	}

	/** A refusal of many may be one of so many at once, whatever its words; of one it is a refusal. */
	private refused(batch: Id[], refusal: Refusal): undefined {
		if (isMissingRight(refusal)) throw (this.missingRight ??= missingRight(refusal, 'read', WITHOUT));
		if (batch.length === 1 || !['size', 'refused'].includes(refusal.kind)) throw refusal;
		this.shrink(Math.ceil(batch.length / 2));
		return undefined;
	}
}
