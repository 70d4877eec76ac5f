import { ILLEGAL_PARAMETER, NO_SUCH_ID_OR_NO_RIGHT } from '../errors';
import { capital } from '../quote';
import type { Request } from '../request';

/** The error that a body tells of, whom it blames, and what a user can do about it. */

export interface ServerError {
	code?: string;
	message: string;
	/** Whether it is an `error_code`, which nothing else is named; a record may have a field `error`, `result` or `success`. */
	isCertain?: true;
}

/** The error in a body, in any of the forms that versions of the service use. */
export function errorIn(json: unknown): ServerError | undefined {
	// A removal may answer with whether it was done.
	if (json === false) return { message: '' };
	if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
	const body = json as Record<string, unknown>;
	const code = body.error_code;
	if (code !== undefined && code !== null && codeOf(code) !== '0')
		return {
			code: codeOf(code),
			message: messageText(body.error_description ?? body.message ?? body.error),
			isCertain: true,
		};
	if (typeof body.error === 'string' && body.error !== '')
		return { message: messageText(body.error_description ?? body.error) };
	if (typeof body.error === 'object' && body.error !== null) {
		const error = body.error as Record<string, unknown>;
		return { code: codeOf(error.code), message: messageText(error.message ?? error.description) };
	}
	if (body.success === false || body.result === false)
		return { code: codeOf(body.code), message: messageText(body.message) };
	return undefined;
}

/** A code is a number or a text; nothing else may be one by accident, since a code makes a verdict. */
const codeOf = (value: unknown): string | undefined =>
	(typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined;

function messageText(value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value !== 'object') return String(value);
	try {
		return JSON.stringify(value);
	} catch {
		// It is nested deeper than the stack, so there is nothing to quote.
		return '';
	}
}

/** Only a code of DM Hub's shows that it was the application that answered a 5xx, and that it did nothing. */
export const isRejection = (error: ServerError | undefined, status: number): boolean =>
	error?.code !== undefined && error.code !== String(status);

const TOKEN_CODES = new Set(['40001', '40002', '40014', '42001']);
/** An illegal parameter, and an id that does not exist or may not be used. Recorded, and unrelated to the token. */
const OTHER_CODES = new Set([ILLEGAL_PARAMETER, NO_SUCH_ID_OR_NO_RIGHT]);
const ABOUT_THE_TOKEN = /token|令牌/i;
/** Customers are counted in words or as the API names them: `customer ids`, `customerIds`, `listMembers`. */
const ABOUT_THE_SIZE =
	/too many (customer ?|list ?)?(items|customers|ids|members|records)|(uri|url|request|entity|body|batch)[\w -]{0,60}too (long|large|big)|at most \d+ (customer ?|list ?)?(items|customers|ids)|超过.{0,12}(上限|最大)|数量过多/i;

/**
 * Whether a refusal is about the access token. The codes are customary but not documented, so words that mention the
 * token count, too. Words that only quote what was sent, such as a group named “Token Club”, do not.
 */
export function blamesToken(
	request: Request,
	httpStatus: number,
	code: string | undefined,
	serverMessage: string,
): 'surely' | 'by its message' | false {
	if (httpStatus === 401 || (code !== undefined && TOKEN_CODES.has(code))) return 'surely';
	if (code !== undefined && OTHER_CODES.has(code)) return false;
	if (!ABOUT_THE_TOKEN.test(serverMessage)) return false;
	const own = textsIn(request).reduce((text, sent) => text.replaceAll(sent, ''), serverMessage);
	return ABOUT_THE_TOKEN.test(own.replace(/access_token=\S*/g, '')) ? 'by its message' : false;
}

/** The texts of a request that mention a token and that a server may quote; the longest first, since one may contain another. */
function textsIn({ path, query, body }: Request): string[] {
	const texts = [path, ...Object.values(query ?? {}).map(String)];
	if (body !== undefined) {
		JSON.parse(body, (_key, value: unknown) => {
			if (typeof value === 'string') texts.push(value, value.trim(), JSON.stringify(value).slice(1, -1));
			return value;
		});
	}
	return texts.filter((text) => ABOUT_THE_TOKEN.test(text)).sort((one, other) => other.length - one.length);
}

export const isSizeRefusal = (httpStatus: number, serverMessage: string): boolean =>
	httpStatus === 413 || httpStatus === 414 || ABOUT_THE_SIZE.test(serverMessage);

/** DM Hub shows its applications in one of two places, by the age of the tenant. */
export const APPLICATIONS = '设置 > 系统集成 > 应用集成 (in older tenants 设置 > 开发与集成)';

export const ON_THE_WHITELIST = 'the address of this n8n is on the IP whitelist';

/** What DM Hub refuses without saying so: an application migrated to v2 keeps its App ID and Secret. */
export const CHECK_APPLICATION = `check in DM Hub, ${APPLICATIONS}, that the application is one of the old version, not migrated to the new one, and that ${ON_THE_WHITELIST}`;

/** The same where it may also lack the right to use groups. */
const CHECK_RIGHT = CHECK_APPLICATION.replace(' is one', ' may use customer groups, that it is one');

const NOT_ACCEPTED = 'DM Hub did not accept a value. Check the IDs and names in the item.';
const NOT_HERE = 'DM Hub’s API does not seem to be at this address. Check the Base URL in the credential.';

/** What a user can do about a refusal, by DM Hub's code; DM Hub's codes have nothing to do with HTTP's. */
const NEXT_BY_CODE = new Map([
	[
		NO_SUCH_ID_OR_NO_RIGHT,
		`DM Hub returns this for an ID that does not exist and for an application without the right to use it. Check the ID. If every request is refused, ${CHECK_RIGHT}.`,
	],
	[ILLEGAL_PARAMETER, NOT_ACCEPTED],
]);

const NEXT_BY_STATUS = new Map([
	[400, NOT_ACCEPTED],
	[403, `${capital(CHECK_RIGHT)}.`],
	[404, NOT_HERE],
	[405, NOT_HERE],
	[
		500,
		'DM Hub failed while processing this. Try again later; if it keeps failing, send this message to Convertlab support.',
	],
]);

const READ_THE_MESSAGE = 'The quoted words are DM Hub’s own and say what it did not accept.';
const NO_MESSAGE =
	'DM Hub does not say what it did not accept. Check what was sent, and send this message to Convertlab support.';

const ABOUT_THE_ADDRESS = /white ?list|白名单|(?<![\w.@+-])ip(?![\w.@+-])/i;

/** Whether words are about the IP address of this n8n, not about an email address: all its calls are refused then, whatever rights are ticked. */
export const blamesAddress = (serverMessage = ''): boolean => ABOUT_THE_ADDRESS.test(serverMessage);

/** Words about the application or this address: nothing that an item asks for would help. */
const ABOUT_THE_APPLICATION = /\b(app|appid|application|ip|white ?list(ed)?)\b|白名单|应用/i;

/** Under HTTP 500 a code means that DM Hub refused, not that it failed: trying again does not help. */
export function adviceFor(code: string | undefined, httpStatus: number, serverMessage?: string): string {
	const next =
		NEXT_BY_CODE.get(code ?? '') ??
		(code !== undefined && httpStatus === 500 ? undefined : NEXT_BY_STATUS.get(httpStatus));
	if (next !== undefined) return next;
	if (!serverMessage) return NO_MESSAGE;
	return ABOUT_THE_APPLICATION.test(serverMessage)
		? `${READ_THE_MESSAGE} If every request is refused, ${CHECK_APPLICATION}.`
		: READ_THE_MESSAGE;
}
