import { usualCustomerQuirks, type CustomerQuirks } from './customerQuirks';

/** Every behaviour of DM Hub the reference leaves open, switchable. The defaults are the recorded or likeliest ones. */
export interface Quirks extends CustomerQuirks {
	// --- errors
	/** How a missing, wrong or expired access token is answered. */
	invalidToken: { status: number; code: number | string; text: string };
	/** `{error_code,error_description}`, or the later `{error:{code,message}}` and `{success:false,message}`. */
	errorStyle: 'error_code' | 'error' | 'success';
	/** Error codes as "40201" instead of 40201. */
	codesAsStrings: boolean;
	/** Of an unknown path or a wrong method. */
	notFoundBody: 'html' | 'json';

	// --- answers
	/** Ids in answers as "1" instead of 1. */
	idsAsStrings: boolean;
	/** Of creating a group and adding members. */
	createStatus: 200 | 201;
	/** memberCount: `3`, `{"count":3}` or `"3"`. */
	countShape: 'bare' | 'object' | 'string';
	/** removeFromList: `{"error_code":0}`, an empty 204, an empty 200, `true`, `{"success":true}`. */
	removeAnswer: 'error_code' | '204' | 'empty' | 'true' | 'success';
	/** Listing or counting the members of a group that does not exist. */
	unknownGroupReads: 'empty' | 'refuse';

	// --- adding members
	/** Adding a member again: the old membership, a second one, a refusal, or left out of the answer. */
	existingMember: 'same' | 'second' | 'error' | 'omit';
	/** These customers are refused as if they didn't exist (decimal strings). */
	refusedCustomers: Set<string> | null;
	/** One unknown customer: refuse the request, refuse it naming the customer, or leave it out silently. */
	unknownCustomer: 'refuseBatch' | 'refuseBatchNaming' | 'skip';
	/** A refused batch has nevertheless added the items before the bad one. */
	refusedBatchKeeps: boolean;
	/** The reference's own example answers in another order than it was asked. */
	batchOrder: 'reversed' | 'asked';
	/** More items than this are refused: by the gateway (413, HTML) or by the application. */
	batchCap: { max: number; answer: 'html413' | 'refusal' } | null;

	// --- listing
	/** listMembers quietly returns no more than this, whatever `rows` asks. */
	memberRowCap: number | null;
	/** A seed: each page of members is cut short at random, but never to nothing. */
	memberRowsRandom: number | null;
	/** Listing groups quietly returns no more than this. */
	groupRowCap: number | null;
	/** With a groupRowCap, where page 2 starts: after the rows asked for (rows go missing) or after the cap. */
	groupPageOffset: 'asked' | 'capped';
	/** `total` of the group list: pages of the rows asked for, pages of the rows given, or the number of groups. */
	groupTotal: 'askedPages' | 'cappedPages' | 'groups';
	/** `records` of the group list: how many this page holds, or how many there are. */
	groupRecords: 'page' | 'all';
	/** ms until a new membership shows in listings and counts. */
	lateVisibility: number;
	/** Up to so many ms more, at random: memberships then show out of the order of their ids. */
	lateVisibilitySpread: number;

	// --- tokens, clock and gateway
	/** Issued tokens hold characters that must be escaped in a URL. */
	oddTokens: boolean;
	/** ms the server's clock is ahead of this machine's; shows in dates and in the Date header. */
	serverClockOffset: number;
	/** Longest request line in bytes, as nginx counts; beyond it 414, HTML. */
	urlCap: number | null;
	/** Longest body in bytes; beyond it 413, HTML. */
	bodyCap: number | null;
	/** More requests in a second than this: 429. */
	rateLimit: { perSecond: number; retryAfter?: number | string } | null;
}

export const usualQuirks = (): Quirks => ({
	invalidToken: { status: 200, code: 40001, text: 'invalid access_token' },
	errorStyle: 'error_code',
	codesAsStrings: false,
	notFoundBody: 'html',
	idsAsStrings: false,
	createStatus: 200,
	countShape: 'bare',
	removeAnswer: 'error_code',
	unknownGroupReads: 'empty',
	existingMember: 'same',
	refusedCustomers: null,
	unknownCustomer: 'refuseBatch',
	refusedBatchKeeps: false,
	batchOrder: 'reversed',
	batchCap: null,
	memberRowCap: null,
	memberRowsRandom: null,
	groupRowCap: null,
	groupPageOffset: 'capped',
	groupTotal: 'cappedPages',
	groupRecords: 'page',
	lateVisibility: 0,
	lateVisibilitySpread: 0,
	oddTokens: false,
	serverClockOffset: 0,
	urlCap: 8192,
	bodyCap: null,
	rateLimit: null,
	...usualCustomerQuirks(),
});
