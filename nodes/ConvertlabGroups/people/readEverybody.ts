import { Refusal } from '../../api/errors';
import { eachOf } from '../../api/batches';
import { countCustomers, searchCustomers } from '../../api/customerEndpoints';
import { settle } from '../../api/result';
import type { Send } from '../../api/request';
import type { Customer } from '../../api/types';

/** A server may give fewer, as the first page shows. */
const ROWS = 1_000;

/** The number of customers; undefined where DM Hub does not say. Throws a Refusal that concerns everything. */
export async function numberOfCustomers(send: Send): Promise<number | undefined> {
	const counted = await settle(send(countCustomers()));
	if (!(counted instanceof Refusal)) return counted;
	if (counted.concernsEverything) throw counted;
	return undefined;
}

/** Whether reading all customers takes fewer requests than asking for the people one by one. */
export const paysOff = (people: number, customers: number, rows = ROWS): boolean =>
	Math.ceil(customers / rows) < people;

/**
 * Reads all customers page by page, side by side, ids ascending; keeps none of them.
 * @param customers how many there are
 * @param people how many are looked for
 * @param fields what to read of each
 * @param take is given each page
 * @returns `useless` when the server gives too few rows at a time to be worth it, or the same page again
 */
export async function readEverybody(
	send: Send,
	width: number,
	{ customers, people, fields }: { customers: number; people: number; fields: string[] },
	take: (rows: Customer[]) => void,
): Promise<'everybody' | 'nearly everybody' | 'useless'> {
	const ask = async (page: number, rows: number) => await send(searchCustomers({}, fields, { rows, page }));
	const first = await ask(1, ROWS);
	if (first.length === 0) return customers === 0 ? 'everybody' : 'useless';
	const rows = Math.min(ROWS, first.length);
	const pages = Math.ceil(customers / rows);
	if (pages > people) return 'useless';
	take(first);
	let read = first.length;
	let repeats = false;
	await eachOf(width, numbersFrom(2, pages), async (page) => {
		if (repeats) return;
		// All others have the size of the first: a server counts pages by the size it is asked for.
		const answer = await ask(page, rows);
		if (answer[0]?.id === first[0].id) repeats = true;
		else take(answer);
		read += answer.length;
	});
	if (repeats) return 'useless';
	return read >= customers ? 'everybody' : 'nearly everybody';
}

function* numbersFrom(first: number, last: number): Generator<number> {
	for (let number = first; number <= last; number += 1) yield number;
}
