import { Refusal } from '../errors';
import type { Request } from '../request';

/** The server's address without a trailing slash or `/v1`: the paths of the reference begin there. */
export const baseUrlOf = (written: unknown): string =>
	String(written ?? '')
		.trim()
		.replace(TRAILING_SLASHES, '')
		.replace(/\/v1$/i, '')
		.replace(TRAILING_SLASHES, '');

/** The look behind spares a try at each slash of a run. */
const TRAILING_SLASHES = /(?<!\/)\/+$/;

/** Where a request goes; throws a Refusal when the Base URL is not one. */
export function urlOf(baseUrl: string, { path, query }: Pick<Request, 'path' | 'query'>): string {
	if (!isBaseUrl(baseUrl))
		throw new Refusal({
			kind: 'setup',
			work: 'undone',
			message: 'The Base URL in the credential is not a valid URL',
			description: 'Enter it with https:// in front, e.g. https://api.convertlab.com',
		});
	const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
	const search = pairs.map(([name, value]) => `${name}=${inQuery(String(value))}`).join('&');
	return `${baseUrl}${path}${search ? `?${search}` : ''}`;
}

const isBaseUrl = (text: string): boolean =>
	/^https?:\/\/[^/?#\s][^?#\s]*$/i.test(text) && URL.canParse(text);

/** Leaves commas and colons as they are, which a query allows: encoded they take three bytes each, and ids come by the thousand. */
const inQuery = (value: string): string =>
	encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':');

/** The user and password in the Base URL, in the forms in which a server may echo them. */
export function userInfoOf(baseUrl: string): string[] {
	const [, userInfo = ''] = /^https?:\/\/([^/?#]*)@/i.exec(baseUrl) ?? [];
	if (userInfo === '') return [];
	const colon = userInfo.indexOf(':');
	const parts = colon < 0 ? [userInfo] : [userInfo.slice(0, colon), userInfo.slice(colon + 1)];
	const plain = [userInfo, ...parts].map(decoded);
	return [...plain, Buffer.from(plain[0]).toString('base64')];
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
