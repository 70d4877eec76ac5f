import type { Quirks } from '../switches';
import { putCustomer } from '../world/seeds';
import type { World } from '../world/world';
import { Refusal, json, notFound, type Answer } from '../http/answers';
import type { Call, Route } from './call';
import { filtered, idsInOrder, refuseParameters } from './search';
import { CustomerWriter } from './records';

export const customerRoutes: Route[] = [
	{
		method: 'GET',
		path: '/v1/customers',
		does: 'searches customers: `mobile` `email` `idList` `stage` `source` `gender` `dateCreatedFrom` `dateCreatedTo` `lastUpdatedFrom` `lastUpdatedTo`, `select` `rows` `page` `sidx` `sord`',
		customers: 'read',
		answer: search,
	},
	{
		method: 'GET',
		path: '/v1/customers/count',
		does: 'counts them, by the same filters',
		customers: 'read',
		answer: count,
	},
	{ method: 'GET', path: '/v1/customers/{id}', does: 'reads one customer', customers: 'read', answer: one },
];

function search(call: Call): Answer {
	const { store, quirks } = call.world;
	const { customers } = store;
	refuseParameters(call);
	const asked = call.count('rows', 20, quirks.customerRowLimit ?? Infinity);
	const page = call.count('page', 1);
	if (page > 1) move(call.world);
	const given = Math.min(asked, quirks.customerRowCap ?? asked);
	const start = (page - 1) * (quirks.customerPageOffset === 'asked' ? asked : given);
	const found = amongOthers(call.world, filtered(call));
	const records = found ? found.length : customers.ids.size;
	const writer = new CustomerWriter(quirks, quirks.selectHonoured ? call.text('select') : undefined);
	const rows: string[] = [];
	for (const id of idsInOrder(call, found, start, given)) {
		const customer = customers.get(id);
		if (customer) rows.push(writer.write(customer));
	}
	const shown = {
		all: records,
		page: rows.length,
		half: Math.floor(records / 2),
		none: 0,
	};
	return json(
		`{"records":${shown[quirks.customerRecords]},"rows":[${rows.join(',')}],"total":${Math.ceil(records / given)}}`,
	);
}

function count(call: Call): Answer {
	const { store, quirks } = call.world;
	const form = quirks.customerCount;
	if (form === '404' || form === '405') return notFound(quirks, Number(form));
	// Where there is no such call, "count" is an id that no customer has.
	if (form === 'refused') return gone(quirks);
	refuseParameters(call);
	const found = filtered(call)?.length ?? store.customers.ids.size;
	const number = { all: found, half: Math.floor(found / 2), none: 0 }[quirks.customerCountTells];
	return json({ bare: `${number}`, object: `{"count":${number}}`, string: `"${number}"` }[form]);
}

function one(call: Call): Answer {
	const { store, quirks } = call.world;
	const id = call.pathLong();
	const customer = id === undefined ? undefined : store.customers.get(id);
	if (!customer) return gone(quirks);
	const answered = quirks.aboutAnother.includes('readCustomer')
		? store.customers.otherThan(customer)
		: customer;
	return json(new CustomerWriter(quirks).write(answered));
}

/** Somebody comes or goes while pages are read by number. */
function move(world: World): void {
	const { customersMeanwhile } = world.quirks;
	if (customersMeanwhile === 'created') putCustomer(world, { name: '新客户' });
	const lowest = world.store.customers.ids.at(0);
	if (customersMeanwhile === 'merged' && lowest !== undefined) world.store.customers.delete(lowest);
}

/** What a filter finds, with everybody else behind it where a quirk says so. */
function amongOthers({ store, quirks }: World, hits: bigint[] | undefined): bigint[] | undefined {
	if (!hits || quirks.customerHits === 'alone') return hits;
	const are = new Set(hits);
	const others = [...store.customers.ids.from()].filter((id) => !are.has(id));
	const front = quirks.customerHits === 'first' ? hits : hits.slice(0, 1);
	return [...front, ...others, ...hits.slice(front.length)];
}

function gone(quirks: Quirks): Answer {
	if (quirks.goneCustomer === '404') return notFound(quirks, 404);
	if (quirks.goneCustomer === 'empty') return json('');
	throw Refusal.unknownId();
}
