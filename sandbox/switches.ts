import { check, type JsonSchema } from './validation';

/**
 * One behaviour of DM Hub that the reference leaves open: what it may be, what it is unless told otherwise, and what it
 * means. Types, defaults, the checks of the control calls and the README's tables all follow from the tables below.
 */
export interface Switch<T> {
	usual: T;
	meaning: string;
	/** Of its value as JSON. */
	schema: JsonSchema;
	/** What it may be, for messages and for the README. */
	allowed: string;
	/** From JSON, where the value is something that JSON does not have. */
	read?: (json: never) => T;
}

/** One of these; the first is the usual one. */
const choice = <const T extends string | number>(allowed: readonly T[], meaning: string): Switch<T> => ({
	usual: allowed[0],
	meaning,
	schema: { enum: allowed },
	allowed: allowed.map((each) => `\`${each}\``).join(' '),
});

/** Any of these; all of them unless told otherwise. */
const anyOf = <const T extends string>(
	allowed: readonly T[],
	meaning: string,
	usual = allowed,
): Switch<readonly T[]> => ({
	usual,
	meaning,
	schema: { type: 'array', items: { enum: allowed }, uniqueItems: true },
	allowed: `a list of ${allowed.map((each) => `\`${each}\``).join(' ')}`,
});

const onOff = (usual: boolean, meaning: string): Switch<boolean> => ({
	usual,
	meaning,
	schema: { type: 'boolean' },
	allowed: '`true` `false`',
});

const orNone = <T>({ usual: _none, schema, allowed, meaning }: Switch<T>): Switch<T | null> => ({
	usual: null,
	meaning,
	schema: { anyOf: [schema, { type: 'null' }] },
	allowed: `${allowed}, \`null\``,
});

const number = (usual: number, meaning: string, minimum?: number): Switch<number> => ({
	usual,
	meaning,
	schema: { type: 'number', minimum },
	allowed: minimum === undefined ? 'a number' : `a number from ${minimum}`,
});

const whole = (usual: number, meaning: string, minimum = 1): Switch<number> => ({
	usual,
	meaning,
	schema: { type: 'integer', minimum },
	allowed: `a whole number from ${minimum}`,
});

/** How many at most, or no limit. */
const atMost = (meaning: string) => orNone(whole(1, meaning));

export interface RefusalWords {
	status: number;
	code: number | string;
	text: string;
}

const refusal = (usual: RefusalWords, meaning: string): Switch<RefusalWords> => ({
	usual,
	meaning,
	schema: {
		type: 'object',
		properties: {
			status: { type: 'integer', minimum: 200, maximum: 599 },
			code: { type: ['integer', 'string'] },
			text: { type: 'string' },
		},
		required: ['status', 'code', 'text'],
		additionalProperties: false,
	},
	allowed: '`{"status", "code", "text"}`',
});

/** A number with what is answered beyond it, or no limit. */
const limitWith = <const T extends string>(answers: readonly T[], meaning: string) =>
	orNone<{ max: number; answer: T }>({
		usual: { max: 1, answer: answers[0] },
		meaning,
		schema: {
			type: 'object',
			properties: { max: { type: 'integer', minimum: 1 }, answer: { enum: answers } },
			required: ['max', 'answer'],
			additionalProperties: false,
		},
		allowed: `\`{"max", "answer"}\` with ${answers.map((each) => `\`${each}\``).join(' ')}`,
	});

export const customerFilters = [
	'mobile',
	'email',
	'idList',
	'stage',
	'source',
	'gender',
	'dateCreatedFrom',
	'dateCreatedTo',
	'lastUpdatedFrom',
	'lastUpdatedTo',
] as const;
export type CustomerFilter = (typeof customerFilters)[number];

const errors = {
	invalidToken: refusal(
		{ status: 200, code: 40001, text: 'invalid access_token' },
		'How a missing, wrong or expired access token is answered',
	),
	errorStyle: choice(
		['error_code', 'error', 'success'],
		'`{error_code,error_description}`, or the later `{error:{code,message}}` and `{success:false,message}`',
	),
	codesAsStrings: onOff(false, 'Error codes as `"40201"` instead of `40201`'),
	codeShape: choice(
		['plain', 'object', 'array', 'boolean'],
		'With the style `error_code`: the code itself, `{"code":40201}`, `[40201]` or `true`',
	),
	notFoundBody: choice(['html', 'json'], 'Of an unknown path or a wrong method'),
};

const answers = {
	idsAsStrings: onOff(false, 'Ids in answers as `"1"` instead of `1`'),
	createStatus: choice([200, 201], 'Of creating a group and adding members'),
	countShape: choice(['bare', 'object', 'string'], 'memberCount: `3`, `{"count":3}` or `"3"`'),
	removeAnswer: choice(
		['error_code', '204', 'empty', 'true', 'success'],
		'removeFromList: `{"error_code":0}`, an empty 204, an empty 200, `true`, `{"success":true}`',
	),
	unknownGroupReads: choice(
		['empty', 'refuse'],
		'Listing or counting the members of a group that does not exist',
	),
	aboutAnother: anyOf(
		['createdGroup', 'addedCustomer', 'addedGroup', 'savedCustomer', 'readCustomer'],
		'The work is done, and the answer is about somebody else: another group was created, another customer added, added to another group, another customer saved or read',
		[],
	),
	extraFields: orNone<Record<string, unknown>>({
		usual: {},
		meaning:
			'Every group, membership and customer in an answer has these fields too, such as `{"error":"x"}`',
		schema: { type: 'object' },
		allowed: 'an object',
	}),
};

const adding = {
	existingMember: choice(
		['same', 'second', 'error', 'omit'],
		'Adding a member again: the old membership, a second one, a refusal, or left out of the answer',
	),
	unknownCustomer: choice(
		['refuseBatch', 'refuseBatchNaming', 'skip', 'pretend'],
		'One unknown customer: refuse the request, refuse it naming the customer, leave them out silently, or answer with a membership that is none',
	),
	anyCustomer: onOff(false, 'A customer who does not exist may be added to a group all the same'),
	refusedCustomers: {
		...orNone<Set<string>>({
			usual: new Set(),
			meaning: 'These customers are refused as if they did not exist',
			schema: { type: 'array', items: { type: ['integer', 'string'] } },
			allowed: 'a list of ids',
		}),
		read: (ids: Array<number | string> | null) => ids && new Set(ids.map(String)),
	} as Switch<Set<string> | null>,
	refusedBatchKeeps: onOff(false, 'A refused batch has nevertheless added the items before the bad one'),
	batchOrder: choice(
		['reversed', 'asked'],
		'The reference’s own example answers in another order than it was asked',
	),
	batchCap: limitWith(
		['html413', 'refusal'],
		'More items than this are refused: by the gateway (413, HTML) or by the application',
	),
};

const listing = {
	memberFilters: anyOf(
		['listId', 'customerId'],
		'The filters that listMembers honours; the others are passed over',
	),
	memberRowLimit: whole(10_000, 'listMembers refuses to be asked for more rows than this'),
	memberRowCap: atMost('listMembers quietly returns no more than this, whatever `rows` asks'),
	memberRowsRandom: orNone(
		whole(0, 'A seed: each page of members is cut short at random, but never to nothing', 0),
	),
	memberRepeats: choice(
		['never', 'inPage', 'acrossPages'],
		'A membership stands twice on a page; or the page after `sinceId` begins with the one that has this value',
	),
	groupRowLimit: atMost('Listing groups is refused with more rows than this'),
	groupRowCap: atMost('Listing groups quietly returns no more than this'),
	groupPageOffset: choice(
		['capped', 'asked'],
		'With a groupRowCap, where page 2 starts: after the cap, or after the rows asked for (rows go missing)',
	),
	groupTotal: choice(
		['cappedPages', 'askedPages', 'groups'],
		'`total` of the group list: pages of the rows given, pages of the rows asked for, or the number of groups',
	),
	groupRecords: choice(
		['page', 'all'],
		'`records` of the group list: how many this page holds, or how many there are',
	),
	lateVisibility: number(0, 'ms until a new membership shows in listings and counts', 0),
	lateVisibilitySpread: number(
		0,
		'Up to so many ms more, at random: memberships then show out of the order of their ids',
		0,
	),
};

const customers = {
	customerRights: choice(
		['all', 'read', 'none'],
		'What the application may do with customers and identities: read and write, read, nothing',
	),
	missingRight: refusal(
		{ status: 500, code: 40201, text: 'permission is not enough' },
		'How a missing right is answered',
	),
	customerFilters: anyOf(
		customerFilters,
		'The filters that a search honours; all others are passed over. Recorded in 2016: `["mobile"]` alone',
	),
	emailMatching: choice(
		['exact', 'ignoreCase', 'none'],
		'Searching by email: in this very case, in any case, or passed over like a filter that is not honoured',
	),
	selectHonoured: onOff(true, 'Answers hold the fields of `select` alone, or all of them whatever it says'),
	refusedParameters: anyOf(
		[...customerFilters, 'select', 'customerIds'],
		'A search or a count of customers, or their identities, with one of these parameters is refused',
		[],
	),
	customerHits: choice(
		['alone', 'first', 'apart'],
		'What a filter gives: the hits alone; the hits and then everybody else; one hit, everybody else, and the other hits at the end',
	),
	customerRowLimit: atMost('A search is refused with more rows than this'),
	customerRowCap: atMost('A search quietly returns no more than this, whatever `rows` asks'),
	customerPageOffset: choice(
		['capped', 'asked'],
		'With a customerRowCap, where page 2 starts: after the cap, or after the rows asked for (rows go missing)',
	),
	customerRowOrder: choice(
		['asked', 'newestFirst', 'scrambled'],
		'By sidx and sord; or, whatever they say, newest first (pages shift while customers are created), or in no order',
	),
	customersMeanwhile: choice(
		['stay', 'created', 'merged'],
		'Before each page of customers but the first, somebody is created, or the customer with the lowest id is gone, as after a merge: pages by number move',
	),
	customerRecords: choice(
		['all', 'page', 'half', 'none'],
		'`records` of a search: how many there are, how many this page holds, half of them, or 0',
	),
	idListLimit: limitWith(
		['refusal', 'cut'],
		'More ids in `idList` or `customerIds` than this: a refusal, or the rest is passed over',
	),
	customerCount: choice(
		['bare', 'object', 'string', '404', '405', 'refused'],
		'`3`, `{"count":3}`, `"3"`; or there is no such call: 404, 405, or it is taken for the customer with the id “count”',
	),
	customerCountTells: choice(
		['all', 'half', 'none'],
		'What the count of customers says: how many there are, half of them, or 0',
	),
	goneCustomer: choice(
		['40201', '404', 'empty'],
		'The answer for a customer who does not exist: 500 with 40201 (recorded), 404, or 200 and nothing',
	),
	globalNumbers: onOff(
		false,
		'Eleven digits are stored and searched as `+86 15300830723`, and no longer found without it',
	),
	globalWrites: choice(
		['completed', 'refused'],
		'With globalNumbers, creating somebody by eleven digits alone: `+86 ` is put in front, or it is refused',
	),
	identitiesFromFields: onOff(
		true,
		'A mobile number and an email are identities too (types `mobile` and `email`), though nobody entered them as such',
	),
	identityFilters: anyOf(
		['identityType', 'identityValue', 'customerIds'],
		'The filters that customeridentities honours; where one is passed over, all identities that the others leave come back',
	),
	identitiesPerType: choice(
		['all', 'one'],
		'Asked for by `customerIds`, a customer with several identities of one type has all of them in the answer, or one',
	),
	customerCreateStatus: choice([201, 200], 'Of creating a customer; an update always answers 200'),
};

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
			'After so many requests since the last reset everything is refused, since a test that asks so often loops',
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
