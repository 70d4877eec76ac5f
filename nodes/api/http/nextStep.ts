const NOT_ACCEPTED = 'DM Hub did not accept a value. Check the IDs and names in the item.';
const NOBODY_THERE = 'Nothing responds at this address. Check the Base URL in the credential.';

/** What a user can do about a refusal, by DM Hub's code; DM Hub's codes have nothing to do with HTTP's. */
const NEXT_BY_CODE = new Map([
	[
		'40201',
		'DM Hub returns this for an ID that does not exist and for an application without the right to use it. Check that the ID exists and, in DM Hub’s settings, that the application may use customer groups.',
	],
	['40004', NOT_ACCEPTED],
]);

const NEXT_BY_STATUS = new Map([
	[400, NOT_ACCEPTED],
	[
		403,
		'Check in DM Hub’s settings that the application may use customer groups, and that this machine’s address is allowed.',
	],
	[404, NOBODY_THERE],
	[405, NOBODY_THERE],
	[
		500,
		'DM Hub failed while processing this. Try again later; if it keeps failing, send this message to Convertlab support.',
	],
]);

const READ_THE_WORDS = 'DM Hub’s words in the message say what it did not accept.';

/** Under HTTP 500 a code means that DM Hub refused, not that it failed: trying again does not help. */
export const nextStep = (code: string | undefined, httpStatus: number): string =>
	NEXT_BY_CODE.get(code ?? '') ??
	(code !== undefined && httpStatus === 500 ? undefined : NEXT_BY_STATUS.get(httpStatus)) ??
	READ_THE_WORDS;
