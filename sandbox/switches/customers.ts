import { anyOf, atMost, choice, limitWith, onOff, refusal } from './kinds';

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

export const customers = {
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
