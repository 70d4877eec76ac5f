import { identitiesOfCustomers, type IdentityOfCustomer } from '../customerEndpoints';
import { Refusal } from '../errors';
import { toWireId, type Id, type WireId } from '../ids';
import type { Send } from '../request';
import { settle } from '../promises';
import { IDENTITY_TYPES, type IdentityField } from '../types';
import { isMissingRight, missingRight } from './customerRights';
import { isAbsence, type SearchByIds } from './searchByIds';
import { RowsByIds, type CallByIds } from './rowsByIds';

const WITHOUT = 'Or remove “WeChat OpenID” and “WeChat UnionID” from “Customer Fields”.';
const INSTEAD = WITHOUT.replace('Or remove', 'Remove');
const NO_SUCH_CALL = `This DM Hub has no call that gives WeChat IDs. ${INSTEAD}`;

/** The bytes of a request without its ids. */
const FRAME = '/v1/customeridentities?customerIds='.length;

/** The identities of customers, as many customers in one request as its URL takes. */
export class CustomerIdentities {
	private readonly rows: RowsByIds<IdentityOfCustomer>;
	/** Whether identities were answered with: the right to read them is there. */
	private mayRead = false;

	/**
	 * @param concurrency the most requests at once
	 * @param urlBytes what may follow the address in a request line
	 * @param customers finds somebody who is there
	 * @param say tells the user something once
	 */
	constructor(
		private readonly send: Send,
		concurrency: number,
		private readonly urlBytes: number,
		private readonly customers: Pick<SearchByIds, 'anyone'>,
		private readonly say: (sentence: string) => void,
	) {
		this.rows = new RowsByIds(concurrency);
	}

	/**
	 * The identities of each customer by the names they are output under. Several of one type are separated by commas, in
	 * DM Hub’s order; a customer may have an OpenID for each official account. Who has none of them is not in the map.
	 * @param isOver whether nobody waits for them any more
	 */
	async read(
		ids: Iterable<Id>,
		fields: IdentityField[],
		isOver: () => boolean,
	): Promise<Map<WireId, Partial<Record<IdentityField, string>>>> {
		const valuesIn = (rows: IdentityOfCustomer[]) => {
			const values: Partial<Record<IdentityField, string>> = {};
			for (const field of fields) {
				const own = rows.filter((row) => row.identityType === IDENTITY_TYPES[field]);
				if (own.length > 0) values[field] = [...new Set(own.map((row) => row.identityValue))].join(',');
			}
			return values;
		};
		return await this.rows.read(this.call, ids, valuesIn, isOver);
	}

	private get call(): CallByIds<IdentityOfCustomer> {
		return {
			urlBytes: this.urlBytes - FRAME,
			isUnique: false,
			idOf: ({ customerId }) => customerId,
			rowsOf: async (ids) => await this.rowsOf(ids),
			rowsOfOne: async (id) => await this.rowsOfOne(id),
			saySingly: (why) =>
				this.say(
					`DM Hub ${why} the list of customer IDs, so WeChat IDs were read one by one: one request per member, which is slow for large groups.`,
				),
		};
	}

	private async rowsOf(ids: Id[]): Promise<IdentityOfCustomer[] | 'too many' | 'refused'> {
		const rows = await settle(this.send(identitiesOfCustomers(ids)));
		if (rows instanceof Refusal) {
			if (!['size', 'refused'].includes(rows.kind)) throw rows;
			if (!this.mayRead && isMissingRight(rows)) await this.assertRight(rows);
			return ids.length > 1 ? 'too many' : 'refused';
		}
		this.mayRead = true;
		return rows;
	}

	/** DM Hub has one code for a missing right and for an unknown id, so somebody is asked for who is there. */
	private async assertRight(refusal: Refusal): Promise<void> {
		const [somebody] = await this.customers.anyone();
		const rows =
			somebody === undefined ? refusal : await settle(this.send(identitiesOfCustomers([somebody])));
		if (rows instanceof Refusal) throw missingRight(refusal, 'read', WITHOUT);
		this.mayRead = true;
	}

	private async rowsOfOne(id: Id): Promise<IdentityOfCustomer[]> {
		const rows = await settle(this.send(identitiesOfCustomers([id])));
		if (rows instanceof Refusal) {
			if (this.mayRead && isAbsence(rows)) return [];
			// Where customers are read at this address, only this call is not there.
			if (rows.isOfNoSuchCall && (await this.customers.anyone()).length > 0)
				throw rows.with({ description: NO_SUCH_CALL });
			throw rows;
		}
		const own = rows.filter(({ customerId }) => customerId === toWireId(id));
		if (own.length === 0 && rows.length > 0) throw identitiesOfOthers(id);
		return own;
	}
}

const identitiesOfOthers = (id: Id): Refusal =>
	new Refusal({
		kind: 'unreadable',
		work: 'undone',
		message: `DM Hub returned identities of customers other than ${id}, so it is not known whether that customer has any`,
		description: INSTEAD,
	});
