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

/** What nobody could observe of the customer calls. */
export interface CustomerQuirks {
	// --- rights
	/** What the application may do with customers and identities: read and write, read, nothing. */
	customerRights: 'all' | 'read' | 'none';
	/** How a missing right is answered. */
	missingRight: { status: number; code: number | string; text: string };

	// --- searching
	/** The filters that a search honours; all others are passed over. Recorded in 2016: ['mobile'] alone. */
	customerFilters: readonly CustomerFilter[];
	/** Searching by email: in this very case, in any case, or passed over like a filter that is not honoured. */
	emailMatching: 'exact' | 'ignoreCase' | 'none';
	/** Answers hold the fields of `select` alone, or all of them whatever it says. */
	selectHonoured: boolean;
	/** A search quietly returns no more than this, whatever `rows` asks. */
	customerRowCap: number | null;
	/** With a customerRowCap, where page 2 starts: after the rows asked for (rows go missing) or after the cap. */
	customerPageOffset: 'asked' | 'capped';
	/** By sidx and sord; or, whatever they say, newest first (pages shift while customers are created), or in no order. */
	customerRowOrder: 'asked' | 'newestFirst' | 'scrambled';
	/** `records` of a search: how many there are, or how many this page holds. */
	customerRecords: 'all' | 'page';
	/** More ids in `idList` or `customerIds` than this: a refusal, or the rest is passed over. */
	idListLimit: { max: number; answer: 'refusal' | 'cut' } | null;
	/** `3`, `{"count":3}`, `"3"`; or there is no such call: 404, 405, or it is taken for the customer with the id "count". */
	customerCount: 'bare' | 'object' | 'string' | '404' | '405' | 'refused';
	/** The answer for a customer who does not exist: 500 with 40201 (recorded), 404, or 200 and nothing. */
	goneCustomer: '40201' | '404' | 'empty';

	// --- mobile numbers and identities
	/** Eleven digits are stored and searched as `+86 15300830723`, and no longer found without it. */
	globalNumbers: boolean;
	/** With globalNumbers, creating somebody by eleven digits alone: `+86 ` is put in front, or it is refused. */
	globalWrites: 'completed' | 'refused';
	/** A mobile number and an email are identities too (types `mobile` and `email`), though nobody entered them as such. */
	identitiesFromFields: boolean;

	// --- creating
	/** Of creating a customer; an update always answers 200. */
	customerCreateStatus: 200 | 201;
	/** A customer who does not exist may be added to a group all the same. */
	anyCustomer: boolean;
}

export const usualCustomerQuirks = (): CustomerQuirks => ({
	customerRights: 'all',
	missingRight: { status: 500, code: 40201, text: 'permission is not enough' },
	customerFilters: [...customerFilters],
	emailMatching: 'exact',
	selectHonoured: true,
	customerRowCap: null,
	customerPageOffset: 'capped',
	customerRowOrder: 'asked',
	customerRecords: 'all',
	idListLimit: null,
	customerCount: 'bare',
	goneCustomer: '40201',
	globalNumbers: false,
	globalWrites: 'completed',
	identitiesFromFields: true,
	customerCreateStatus: 201,
	anyCustomer: false,
});
