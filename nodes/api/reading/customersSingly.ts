import { eachOf } from '../batches';
import { getCustomer } from '../customerEndpoints';
import { Refusal } from '../errors';
import { fromId, type Id } from '../ids';
import { settle } from '../result';
import type { Send } from '../request';
import type { Customer } from '../types';

/** Reads customers with one request each, at most `width` at once; leaves out those who are gone. Needs the right to read customers. */
export async function customersSingly(
	send: Send,
	width: number,
	ids: Id[],
	{ take, isOver }: { take(customer: Customer): void; isOver(): boolean },
): Promise<void> {
	await eachOf(width, ids, async (id) => {
		if (isOver()) return;
		const outcome = await settle(send(getCustomer(id)));
		if (outcome instanceof Refusal) {
			if (isAbsence(outcome)) return;
			throw outcome;
		}
		const customer = outcome;
		if (!customer) return;
		if (customer.id !== fromId(id)) throw anotherCustomer(id);
		take(customer);
	});
}

/** 40201 means an unknown id or a missing right; here the right is known to be there. */
const isAbsence = ({ kind, httpStatus, code }: Refusal): boolean =>
	kind === 'refused' && (httpStatus === 404 || code === '40201');

const anotherCustomer = (id: Id): Refusal =>
	new Refusal({
		kind: 'unreadable',
		work: 'undone',
		message: `DM Hub returned a different customer than ${id}`,
		description: 'The response was not used. Send this message to Convertlab support.',
	});
