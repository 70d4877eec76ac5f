import { Refusal } from '../http/answers';
import { queryDate } from '../http/dates';
import type { CustomerFilter } from '../switches';
import { textOf, type Customer } from '../world/customer';
import { customersWithEmail, customersWithMobile } from '../world/customers';
import type { World } from '../world/world';
import type { Call } from './call';

/** A server that knows a parameter, and does not want it. */
export function refuseParameters(call: Call): void {
	const bad = call.world.quirks.refusedParameters.find((name) => call.text(name) !== undefined);
	if (bad !== undefined) throw Refusal.badParameter(bad);
}

type Test = (customer: Customer) => boolean;

/** The ids a search is about, ascending; undefined when it is about everybody. */
export function filtered(call: Call): bigint[] | undefined {
	const { store, quirks } = call.world;
	const honoured = (name: CustomerFilter) =>
		quirks.customerFilters.includes(name) ? call.text(name) : undefined;
	const found = foundBy(call, honoured);
	const tests = testsOf(honoured);
	if (found === undefined && tests.length === 0) return undefined;
	const ids: bigint[] = [];
	for (const id of found ?? store.customers.ids.from()) {
		const customer = store.customers.get(id);
		if (customer && tests.every((test) => test(customer))) ids.push(id);
	}
	return ids;
}

type Honoured = (name: CustomerFilter) => string | undefined;

/** By the filters that have an index; whoever all of them find. */
function foundBy(call: Call, honoured: Honoured): bigint[] | undefined {
	const { world } = call;
	const { emailMatching } = world.quirks;
	const mobile = honoured('mobile');
	const email = emailMatching === 'none' ? undefined : honoured('email');
	const idList = honoured('idList');
	const sets = [
		mobile === undefined ? undefined : customersWithMobile(world, mobile),
		email === undefined ? undefined : customersWithEmail(world, email),
		idList === undefined ? undefined : known(world, call.idList('idList')),
	].filter((set) => set !== undefined);
	if (sets.length < 2) return sets[0];
	return sets.reduce((left, right) => left.filter((id) => right.includes(id)));
}

function known({ store }: World, ids: bigint[]): bigint[] {
	return [...new Set(ids)].filter((id) => store.customers.ids.has(id)).sort((a, b) => (a < b ? -1 : 1));
}

function testsOf(honoured: Honoured): Test[] {
	const tests: Test[] = [];
	for (const name of ['stage', 'source', 'gender'] as const) {
		const asked = honoured(name);
		const unset = name === 'gender' ? '0' : '';
		if (asked !== undefined) tests.push((customer) => (textOf(customer, name) ?? unset) === asked);
	}
	for (const name of ['dateCreated', 'lastUpdated'] as const) {
		const from = seconds(honoured, `${name}From`);
		const to = seconds(honoured, `${name}To`);
		if (from !== undefined) tests.push((customer) => customer[name] >= from);
		if (to !== undefined) tests.push((customer) => customer[name] <= to);
	}
	return tests;
}

/** Both with a zone suffix and without one, since nothing is known. */
function seconds(honoured: Honoured, name: CustomerFilter): number | undefined {
	const text = honoured(name);
	if (text === undefined) return undefined;
	const at = queryDate(text.replace(/Z$/, ''));
	if (at === undefined) throw Refusal.badParameter(name);
	return at;
}

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
