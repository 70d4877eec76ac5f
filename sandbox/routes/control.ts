import { gatewayPage, json, type Answer } from '../wire/answers';
import { faultSchema, type Fault } from '../wire/faults';
import { parseExactly, readLong, writeExactly, type Json } from '../wire/longs';
import { customersWithMobile } from '../state/contacts';
import { customerState } from '../state/customerState';
import { page } from '../page';
import type { LoggedRequest } from '../wire/requestLog';
import { asSeed, readSeed } from '../state/seedFile';
import { seedAll } from '../state/seeds';
import type { World } from '../state/world';
import { allSwitches, readSwitches, settings } from '../switches';
import { check } from '../validation';

type Control = (world: World, request: LoggedRequest) => Json | void;

/** For a sandbox in another process; README.md says what each takes. */
const controls: Record<string, Control> = {
	'POST /__sandbox/reset': (world) => void world.reset(),
	'POST /__sandbox/clearLog': (world) => void world.log.clear(),
	'POST /__sandbox/expireTokens': (world) => void world.tokens.expire(),
	'POST /__sandbox/seed': (world, { body }) => {
		const seed = parseExactly(body);
		seedAll(world, typeof seed === 'string' ? readSeed(seed) : asSeed(seed));
	},
	'GET /__sandbox/quirks': (world) => toJson(switchesOf(world)),
	'POST /__sandbox/quirks': (world, { body }) => {
		const given = readSwitches(plain(parseExactly(body)));
		const { latency, tokenLifetime, requestLimit, ...quirks } = given;
		if (latency !== undefined) world.latency = latency;
		if (tokenLifetime !== undefined) world.tokens.lifetime = tokenLifetime;
		if (requestLimit !== undefined) world.requestLimit = requestLimit;
		Object.assign(world.quirks, quirks);
	},
	'POST /__sandbox/faults': (world, { body }) => {
		const given = parseExactly(body);
		const faults = (Array.isArray(given) ? given : [given]).map(asFault);
		world.faults.add(...faults);
	},
	'POST /__sandbox/clearFaults': (world) => void world.faults.clear(),
	'GET /__sandbox/state': (world) => ({
		groups: [...world.store.groups.values()].map(({ id, name, size }) => ({ id, name, members: size })),
		customers: world.store.customers.ids.size,
		tokensIssued: world.tokens.issued,
		maxInFlight: world.log.maxInFlight,
		requests: world.log.requests.length,
		faultsPending: world.faults.pending.length,
	}),
	'GET /__sandbox/members': ({ store }, { query }) => {
		const group = store.groups.get(readLong(query.group ?? '') ?? -1n);
		return group ? [...group.rows()].map(store.table.customerId) : null;
	},
	'GET /__sandbox/customers': (world, { query }) => {
		const { customers } = world.store;
		const ids = query.mobile ? customersWithMobile(world, query.mobile) : customers.lastWritten(100);
		return [...ids].flatMap((id) => customers.get(id) ?? []).map((each) => customerState(world, each));
	},
	'GET /__sandbox/log': ({ log }, { query }) =>
		log.requests.slice(Number(query.since ?? 0)).map(({ headers: _unsafe, fault = null, ...request }) => ({
			...request,
			fault,
		})),
	'POST /__sandbox/messages': (world, { body }) => {
		parseExactly(body);
		world.messages.push({ at: Date.now(), body });
		return { ok: true, id: world.messages.length };
	},
	'GET /__sandbox/messages': ({ messages }) => messages.map(({ body }) => parseExactly(body)),
};

export function answerControl(world: World, request: LoggedRequest): Answer {
	if (request.path === '/')
		return { status: 200, contentType: 'text/html;charset=utf-8', body: page(world, request.query) };
	const control = controls[`${request.method} ${request.path}`];
	if (!control) return gatewayPage(404);
	try {
		const result = control(world, request);
		return json(writeExactly(result === undefined ? { ok: true } : result));
	} catch (error) {
		return json(
			writeExactly({ ok: false, message: error instanceof Error ? error.message : String(error) }),
			400,
		);
	}
}

/** Settings hold ordinary numbers, so the exact ones are turned back. */
function plain(value: Json): Json {
	if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
	if (Array.isArray(value)) return value.map(plain);
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plain(field)]));
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
