import type { CustomerFilter } from '../switches';
import { textOf, type Customer } from '../state/customer';
import type { World } from '../state/world';
import { Refusal } from '../wire/answers';
import { queryDate } from '../wire/dates';
import { customersWithEmail, customersWithMobile } from '../state/contacts';
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
