import { getCustomer, searchCustomers } from '../customerEndpoints';
import { NO_SUCH_ID_OR_NO_RIGHT, Refusal } from '../errors';
import { toWireId, type Id } from '../ids';
import { settle } from '../promises';
import type { Send } from '../request';
import type { Customer } from '../types';
import { isMissingRight, missingRight } from './customerRights';
import type { CallByIds } from './rowsByIds';

const WITHOUT = 'Or remove “Customer Fields” and “Custom Customer Fields” from the options.';
/** Words that a server may also say of a parameter. */
const AMBIGUOUS = /not allowed|forbidden|denied|unauthori[sz]ed|scope/i;

/** The bytes of a search without its ids and fields. */
const FRAME = '/v1/customers?idList=&select=id,&rows=10000&page=1&sidx=id&sord=asc'.length;

/** Searches for customers by a list of ids, and learns which parameters a server takes. */
export class SearchByIds {
	/** Whether `select` is refused, or leaves out the custom fields. */
	private needsAllFields = false;
	private takesSelect = false;
	/** Whether customers were answered with: the right to read them is there. */
	private mayRead = false;
	private missingRight: Refusal | undefined;

	/**
	 * @param urlBytes how many bytes may follow the address in a request line
	 * @param say tells the user something once
	 */
	constructor(
		private readonly send: Send,
		private readonly urlBytes: number,
		private readonly say: (sentence: string) => void,
	) {}

	/** @param fields what to ask for beside the id */
	for(fields: readonly string[]): CallByIds<Customer> {
		return {
			urlBytes: this.urlBytes - FRAME - fields.join().length,
			isUnique: true,
			idOf: ({ id }) => id,
			rowsOf: async (ids) => await this.rowsOf(ids, fields),
			rowsOfOne: async (id) => await this.rowsOfOne(id),
			anyone: async () => await this.anyone(),
			saySingly: (why) =>
				this.say(
					`DM Hub ${why} the list of customer IDs, so customers were read one by one: one request per member, which is slow for large groups.`,
				),
		};
	}

	private async rowsOf(ids: Id[], fields: readonly string[]): Promise<Customer[] | 'too many' | 'refused'> {
		if (this.missingRight) throw this.missingRight;
		const select = this.needsAllFields ? [] : ['id', ...fields];
		const rows = await settle(this.send(searchCustomers({ idList: ids }, select, { rows: ids.length })));
		if (rows instanceof Refusal) return await this.refused(ids, select, rows);
		this.mayRead = true;
		if (select.length > 0) this.takesSelect = true;
		// Whether `select` takes `attr` is not documented; without `select` the answer holds all fields.
		const lacksAttr = rows.length > 0 && !rows.some((row) => Object.hasOwn(row, 'attr'));
		if (select.length === 0 || !fields.includes('attr') || !lacksAttr) return rows;
		this.needsAllFields = true;
		return await this.rowsOf(ids, fields);
	}

	/** A refusal may be about the fields or the number of ids, whatever its words. */
	private async refused(
		ids: Id[],
		select: string[],
		refusal: Refusal,
	): Promise<Customer[] | 'too many' | 'refused'> {
		if (!['size', 'refused'].includes(refusal.kind)) throw refusal;
		if (!this.mayRead && isMissingRight(refusal)) await this.assertRight(refusal);
		if (refusal.kind === 'refused' && select.length > 0 && !this.takesSelect) {
			const rows = await settle(this.send(searchCustomers({ idList: ids }, [], { rows: ids.length })));
			if (!(rows instanceof Refusal)) {
				[this.mayRead, this.needsAllFields] = [true, true];
				return rows;
			}
			if (rows.affectsEveryRequest) throw rows;
		}
		return ids.length > 1 ? 'too many' : 'refused';
	}

	/** Throws where the right to read customers is missing: for certain, or because DM Hub shows nobody either way. */
	private async assertRight(refusal: Refusal): Promise<void> {
		const { code, httpStatus, serverMessage = '' } = refusal;
		const isCertain = code === NO_SUCH_ID_OR_NO_RIGHT || httpStatus === 403 || !AMBIGUOUS.test(serverMessage);
		if (!isCertain && (await this.anyone()).length > 0) return;
		throw (this.missingRight ??= missingRight(refusal, 'read', WITHOUT));
	}

	/** Some customers, no matter who. Names nobody, so that a refusal is about the right. */
	async anyone(): Promise<Id[]> {
		const rows = await settle(this.send(searchCustomers({}, [], { rows: 2 })));
		if (rows instanceof Refusal) {
			if (rows.affectsEveryRequest) throw rows;
			if (isMissingRight(rows)) throw (this.missingRight ??= missingRight(rows, 'read', WITHOUT));
			return [];
		}
		this.mayRead = true;
		return rows.slice(0, 2).map(({ id }) => String(id));
	}

	/** One request for one customer; nobody where they are gone. */
	private async rowsOfOne(id: Id): Promise<Customer[]> {
		if (this.missingRight) throw this.missingRight;
		const customer = await settle(this.send(getCustomer(id)));
		if (customer instanceof Refusal) {
			if (!isAbsence(customer)) throw customer;
			if (!this.mayRead && customer.code === NO_SUCH_ID_OR_NO_RIGHT) await this.anyone();
			return [];
		}
		this.mayRead = true;
		if (!customer) return [];
		if (customer.id !== toWireId(id)) throw anotherCustomer(id);
		return [customer];
	}
}

/** How DM Hub says that there is no such customer, where the right to read customers is there. */
export const isAbsence = ({ kind, httpStatus, code }: Refusal): boolean =>
	kind === 'refused' && (httpStatus === 404 || code === NO_SUCH_ID_OR_NO_RIGHT);

const anotherCustomer = (id: Id): Refusal =>
	new Refusal({
		kind: 'unreadable',
		work: 'undone',
		message: `DM Hub returned a customer other than ${id}`,
		description: 'The response was not used. Send this message to Convertlab support.',
	});
