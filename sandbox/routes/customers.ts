import type { Quirks } from '../switches';
import { Refusal, json, notFound, type Answer } from '../wire/answers';
import type { Call, Route } from './call';
import { filtered } from './customerFilter';
import { idsInOrder } from './customerOrder';
import { CustomerWriter } from './customerWriter';

export const customerRoutes: Route[] = [
	{ method: 'GET', path: /^\/v1\/customers$/, customers: 'read', answer: search },
	{ method: 'GET', path: /^\/v1\/customers\/count$/, customers: 'read', answer: count },
	{ method: 'GET', path: /^\/v1\/customers\/(?!count$)([^/]+)$/, customers: 'read', answer: one },
];

function search(call: Call): Answer {
	const { store, quirks } = call.world;
	const { customers } = store;
	const asked = call.count('rows', 20);
	const page = call.count('page', 1);
	const given = Math.min(asked, quirks.customerRowCap ?? asked);
	const start = (page - 1) * (quirks.customerPageOffset === 'asked' ? asked : given);
	const found = filtered(call);
	const records = found ? found.length : customers.ids.size;
	const writer = new CustomerWriter(quirks, quirks.selectHonoured ? call.text('select') : undefined);
	const rows: string[] = [];
	for (const id of idsInOrder(call, found, start, given)) {
		const customer = customers.get(id);
		if (customer) rows.push(writer.write(customer));
	}
	const shown = quirks.customerRecords === 'all' ? records : rows.length;
	return json(`{"records":${shown},"rows":[${rows.join(',')}],"total":${Math.ceil(records / given)}}`);
}

function count(call: Call): Answer {
	const { store, quirks } = call.world;
	const form = quirks.customerCount;
	if (form === '404' || form === '405') return notFound(quirks, Number(form));
	// Where there is no such call, "count" is an id that no customer has.
	if (form === 'refused') return gone(quirks);
	const number = filtered(call)?.length ?? store.customers.ids.size;
	return json({ bare: `${number}`, object: `{"count":${number}}`, string: `"${number}"` }[form]);
}

function one(call: Call): Answer {
	const { store, quirks } = call.world;
	const id = call.pathLong();
	const customer = id === undefined ? undefined : store.customers.get(id);
	return customer ? json(new CustomerWriter(quirks).write(customer)) : gone(quirks);
}

function gone(quirks: Quirks): Answer {
	if (quirks.goneCustomer === '404') return notFound(quirks, 404);
	if (quirks.goneCustomer === 'empty') return json('');
	throw Refusal.unknownId();
}
