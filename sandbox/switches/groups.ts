import {
	anyOf,
	atMost,
	choice,
	limitWith,
	number,
	onOff,
	orNone,
	refusal,
	whole,
	type Switch,
} from './kinds';

export const errors = {
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
		'With the style `error_code`: the code itself, `{"code":40201}`, `[40201]` or `true`; the last three under 200, since a 500 with them would be a crash',
	),
	notFoundBody: choice(['html', 'json'], 'Of an unknown path or a wrong method'),
};

export const answers = {
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

export const adding = {
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

export const listing = {
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
		'Up to that many ms more, at random: memberships then show out of the order of their ids',
		0,
	),
};
