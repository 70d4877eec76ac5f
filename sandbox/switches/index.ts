import { customers } from './customers';
import { adding, answers, errors, listing } from './groups';
import { atMost, check, choice, number, onOff, orNone, refusal, type Switch } from './kinds';

export { customerFilters, type CustomerFilter } from './customers';
export { check, type JsonSchema, type RefusalWords, type Switch } from './kinds';

const installation = {
	edition: choice(
		['current', 'old'],
		'In the old one listMembers passes over `sinceId` and goes by `page`, and there is no removeFromList (404)',
	),
	migratedApp: orNone(
		refusal(
			{ status: 200, code: 40003, text: 'invalid app' },
			'The application has been migrated to the new version: tokens are issued, every v1 call is refused so',
		),
	),
	ipWhitelist: choice(
		['open', '403', 'refusal'],
		'Calls from an address that is not on the list, also those for tokens: answered, 403 in HTML, or 200 with an `error_code`',
	),
	oddTokens: onOff(false, 'Issued tokens hold characters that must be escaped in a URL'),
	serverClockOffset: number(
		0,
		'ms the server’s clock is ahead of this machine’s; shows in dates and in the Date header',
	),
	urlCap: {
		...atMost('Longest request line in bytes, as nginx counts; beyond it 414, HTML'),
		usual: 8192,
	} as Switch<number | null>,
	bodyCap: atMost('Longest body in bytes; beyond it 413, HTML'),
	rateLimit: orNone<{ perSecond: number; retryAfter?: number | string }>({
		usual: { perSecond: 1 },
		meaning: 'More requests in a second than this: 429',
		schema: {
			type: 'object',
			properties: {
				perSecond: { type: 'integer', minimum: 0 },
				retryAfter: { type: ['number', 'string'] },
			},
			required: ['perSecond'],
			additionalProperties: false,
		},
		allowed: '`{"perSecond", "retryAfter"}`',
	}),
};

/** By topic, as the README shows them. */
export const switchTopics = {
	Errors: errors,
	Answers: answers,
	'Adding members': adding,
	Listing: listing,
	Customers: customers,
	'Installation, tokens, clock and gateway': installation,
};

const switches = { ...errors, ...answers, ...adding, ...listing, ...customers, ...installation };

type ValuesOf<Table> = { -readonly [Name in keyof Table]: Table[Name] extends Switch<infer T> ? T : never };

/** How this server behaves: a value for every switch. */
export type Quirks = ValuesOf<typeof switches>;

export const allSwitches = switches as unknown as Record<string, Switch<unknown>>;

/** The recorded or likeliest ones. */
export const usualQuirks = (): Quirks =>
	Object.fromEntries(
		Object.entries(allSwitches).map(([name, { usual }]) => [name, structuredClone(usual)]),
	) as unknown as Quirks;

/** What else may be set on a running server; unlike the switches it says nothing about DM Hub. */
export const settings = {
	latency: number(0, 'ms before every answer', 0),
	tokenLifetime: number(7_200_000, 'ms; of tokens issued from now on'),
	requestLimit: {
		...atMost(
			'After that many requests since the last reset everything is refused, since a test that asks so often loops',
		),
		usual: 20_000,
	} as Switch<number | null>,
};

export type Settings = ValuesOf<typeof settings>;

const known = { ...allSwitches, ...(settings as Record<string, Switch<unknown>>) };

/** Reads switches and settings from JSON. Throws TypeError that says what is allowed. */
export function readSwitches(json: unknown): Partial<Quirks & Settings> {
	if (json === null || typeof json !== 'object' || Array.isArray(json))
		throw new TypeError('switches are an object, such as {"countShape":"object"}');
	const entries = Object.entries(json).map(([name, value]) => {
		const found = Object.hasOwn(known, name) ? known[name] : undefined;
		if (!found)
			throw new TypeError(`there is no switch ${name}; GET /__sandbox/quirks lists those there are`);
		check(found.schema, value, name);
		return [name, found.read ? found.read(value as never) : value];
	});
	return Object.fromEntries(entries) as Partial<Quirks & Settings>;
}
