import { gatewayPage, json, type Answer } from './http/answers';
import { faultSchema, type Fault } from './http/faults';
import type { LoggedRequest } from './http/log';
import { parseExactly, plain, readLong, writeExactly, type Json } from './http/longs';
import { answerPage } from './page';
import { allSwitches, check, readSwitches, settings } from './switches';
import { customerState } from './world/customer';
import { customersWithMobile } from './world/customers';
import { asSeed, readSeed, seedAll } from './world/seeds';
import type { World } from './world/world';

interface Control {
	/** Of the body, or of the query; for the README. */
	takes: string;
	does: (world: World, request: LoggedRequest) => Json | void;
}

/** For a sandbox in another process. */
export const controls: Record<string, Control> = {
	'POST /__sandbox/reset': {
		takes: 'nothing. Back to the start: empty, usual switches, no faults',
		does: (world) => world.reset(),
	},
	'POST /__sandbox/seed': {
		takes:
			'`"small"`, `"1000000"`, or `[{"name", "id"?, "dateCreated"?, "members": [ids] or a number, "firstCustomerId"?, "firstMembershipId"?, "secondsBetween"?}]`, or `{"groups": such a list, "customers": a number, or a list of ids and of customers}`; adds',
		does: (world, { body }) => {
			const seed = parseExactly(body);
			seedAll(world, typeof seed === 'string' ? readSeed(seed) : asSeed(seed));
		},
	},
	'GET /__sandbox/quirks': {
		takes:
			'nothing. Every switch: `{"countShape":{"value","usual","meaning","schema"}, …}`, the schema being JSON Schema',
		does: (world) => toJson(switchesOf(world)),
	},
	'POST /__sandbox/quirks': {
		takes: '`{"countShape":"object", …}`: switches and settings',
		does: (world, { body }) => {
			const given = readSwitches(plain(parseExactly(body)));
			const { latency, tokenLifetime, requestLimit, ...quirks } = given;
			if (latency !== undefined) world.latency = latency;
			if (tokenLifetime !== undefined) world.tokens.lifetime = tokenLifetime;
			if (requestLimit !== undefined) world.requestLimit = requestLimit;
			Object.assign(world.quirks, quirks);
		},
	},
	'POST /__sandbox/faults': {
		takes: 'a kind (`"busy"`), a fault (`{"kind", …}`), or a list of them; adds',
		does: (world, { body }) => {
			const given = parseExactly(body);
			const faults = (Array.isArray(given) ? given : [given]).map(asFault);
			world.faults.add(...faults);
		},
	},
	'POST /__sandbox/clearFaults': { takes: 'nothing', does: (world) => world.faults.clear() },
	'POST /__sandbox/clearLog': { takes: 'nothing', does: (world) => world.log.clear() },
	'POST /__sandbox/expireTokens': { takes: 'nothing', does: (world) => world.tokens.expire() },
	'GET /__sandbox/state': {
		takes:
			'nothing. `{"groups":[{"id","name","members"}],"customers","tokensIssued","maxInFlight","requests","faultsPending"}`',
		does: ({ store, tokens, log, faults }) => ({
			groups: [...store.groups.values()].map(({ id, name, size }) => ({ id, name, members: size })),
			customers: store.customers.ids.size,
			tokensIssued: tokens.issued,
			maxInFlight: log.maxInFlight,
			requests: log.requests.length,
			faultsPending: faults.pending.length,
		}),
	},
	'GET /__sandbox/members': {
		takes: '`?group=ID`. `[customer ids]` by membership id; `null` for an unknown group',
		does: ({ store }, { query }) => {
			const group = store.groups.get(readLong(query.group ?? '') ?? -1n);
			return group ? [...group.rows()].map(store.table.customerId) : null;
		},
	},
	'GET /__sandbox/customers': {
		takes:
			'`?mobile=N`. The customers with that number, all fields and `identities`; without one, the 100 last written',
		does: (world, { query }) => {
			const { customers } = world.store;
			const ids = query.mobile ? customersWithMobile(world, query.mobile) : customers.lastWritten(100);
			return [...ids]
				.flatMap((id) => customers.get(id) ?? [])
				.map((each) => customerState(each, customers.identities.of(each.id), world.quirks));
		},
	},
	'GET /__sandbox/log': {
		takes:
			'`?since=N`. The requests from the Nth on: `[{"method","path","url","query","body","status","at","fault"}]`',
		does: ({ log }, { query }) =>
			log.requests
				.slice(Number(query.since ?? 0))
				.map(({ headers: _unsafe, fault = null, ...request }) => ({ ...request, fault })),
	},
	'POST /__sandbox/messages': {
		takes: 'any JSON, kept and shown on the page: a messenger to stand in for a real one',
		does: (world, { body }) => {
			parseExactly(body);
			world.messages.push({ at: Date.now(), body });
			return { ok: true, id: world.messages.length };
		},
	},
	'GET /__sandbox/messages': {
		takes: 'nothing. All of them, oldest first',
		does: ({ messages }) => messages.map(({ body }) => parseExactly(body)),
	},
};

export function answerControl(world: World, request: LoggedRequest): Answer {
	if (request.path === '/') return answerPage(world, request);
	const control = controls[`${request.method} ${request.path}`];
	if (!control) return gatewayPage(404);
	try {
		const result = control.does(world, request);
		return json(writeExactly(result === undefined ? { ok: true } : result));
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		return json(writeExactly({ ok: false, message }), 400);
	}
}

/** A fault's body keeps its exact ids. */
function asFault(given: Json): Fault {
	const fault = typeof given === 'string' ? { kind: given } : given;
	check(faultSchema, plain(fault), 'the fault');
	const body = (fault as { body?: Json }).body;
	return { ...(plain(fault) as unknown as Fault), ...(body === undefined ? {} : { body }) };
}

/** Every switch and setting with its value here, and what it may be. */
function switchesOf({ quirks, latency, requestLimit, tokens }: World) {
	const values: Record<string, unknown> = {
		...quirks,
		latency,
		requestLimit,
		tokenLifetime: tokens.lifetime,
	};
	return Object.fromEntries(
		Object.entries({ ...allSwitches, ...settings }).map(([name, { usual, meaning, schema }]) => [
			name,
			{ value: values[name], usual, meaning, schema },
		]),
	);
}

/** Sets as lists. */
const toJson = (value: unknown): Json =>
	parseExactly(JSON.stringify(value, (_key, each: unknown) => (each instanceof Set ? [...each] : each)));
