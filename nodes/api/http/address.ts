import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { Refusal } from '../errors';
import type { Request } from '../request';

/** The server's address without a trailing slash or `/v1`: the paths of the reference begin there. */
export function baseUrlOf(credential: ICredentialDataDecryptedObject): string {
	return String(credential.baseUrl ?? '')
		.trim()
		.replace(/\/+$/, '')
		.replace(/\/v1$/i, '')
		.replace(/\/+$/, '');
}

/** Where a request goes; throws a Refusal when the Base URL is not one. */
export function addressOf(
	credential: ICredentialDataDecryptedObject,
	{ path, query }: Pick<Request, 'path' | 'query'>,
): string {
	const base = baseUrlOf(credential);
	if (!isBaseUrl(base))
		throw new Refusal({
			kind: 'setup',
			work: 'undone',
			message: 'The Base URL in the credential is not a valid URL',
			description: 'Enter it with https:// in front, e.g. https://api.convertlab.com',
		});
	const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
	const search = pairs.map(([name, value]) => `${name}=${inQuery(String(value))}`).join('&');
	return `${base}${path}${search ? `?${search}` : ''}`;
}

const isBaseUrl = (text: string): boolean =>
	/^https?:\/\/[^/?#\s]+[^?#\s]*$/i.test(text) && URL.canParse(text);

/** The user and password in the Base URL, in the forms in which a server may echo them. */
export function userInfoOf(credential: ICredentialDataDecryptedObject): string[] {
	const [, userInfo = ''] = /^https?:\/\/([^/?#]*)@/i.exec(baseUrlOf(credential)) ?? [];
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

/** Leaves commas and colons as they are, which a query allows: encoded they take three bytes each, and ids come by the thousand. */
const inQuery = (value: string): string =>
	encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':');
