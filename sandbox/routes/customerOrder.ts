import type { Customer } from '../state/customer';
import { textOf } from '../state/customer';
import type { Call } from './call';

const sortFields = ['id', 'name', 'dateCreated', 'lastUpdated'] as const;
type SortField = (typeof sortFields)[number];

/** Primes: stepping by one that doesn't divide the number of rows visits each of them once. */
const strides = [7919, 104_729];

/** A page of ids, in the order asked for or the one a quirk puts in its place. @param found undefined: everybody */
export function idsInOrder(call: Call, found: bigint[] | undefined, start: number, rows: number): bigint[] {
	const { ids } = call.world.store.customers;
	const field = call.oneOf('sidx', sortFields, 'id');
	const askedDescending = call.descending();
	const order = call.world.quirks.customerRowOrder;
	const descending = order === 'newestFirst' || (order === 'asked' && askedDescending);
	const total = found ? found.length : ids.size;
	const length = Math.max(0, Math.min(rows, total - start));
	if (order === 'asked' && field !== 'id') {
		const all = sorted(call, found ?? [...ids.from()], field);
		return (descending ? all.reverse() : all).slice(start, start + length);
	}
	const from = descending ? total - start - length : start;
	if (order !== 'scrambled') {
		const page = found ? found.slice(from, from + length) : take(ids.from(from), length);
		return descending ? page.reverse() : page;
	}
	const stride = strides.find((each) => total % each !== 0) ?? 1;
	const places = Array.from({ length }, (_, at) => ((start + at) * stride + 1) % total);
	return places.map((place) => (found ? found[place] : ids.at(place))).filter((id) => id !== undefined);
}

function sorted(call: Call, ids: bigint[], field: Exclude<SortField, 'id'>): bigint[] {
	const { customers } = call.world.store;
	const key = (customer: Customer) => (field === 'name' ? (textOf(customer, 'name') ?? '') : customer[field]);
	return ids
		.map((id) => customers.get(id))
		.filter((customer) => customer !== undefined)
		.sort((a, b) => (key(a) === key(b) ? (a.id < b.id ? -1 : 1) : key(a) < key(b) ? -1 : 1))
		.map(({ id }) => id);
}

function take(ids: Iterable<bigint>, most: number): bigint[] {
	const taken: bigint[] = [];
	if (most > 0) for (const id of ids) if (taken.push(id) === most) break;
	return taken;
}
