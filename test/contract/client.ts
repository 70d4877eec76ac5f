import axios, { type AxiosInstance } from 'axios';
import { parseExactly, writeExactly, type Json } from '../../sandbox/http/longs';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type Query = Record<string, string | number | bigint>;

export interface Reply {
	status: number;
	contentType: string;
	/** ms; of the server's Date header. */
	date: number | undefined;
	/** As it came. */
	text: string;
	/** With exact integers; undefined where the text is not JSON. */
	json: Json | undefined;
}

export interface Access {
	url: string;
	appId: string;
	secret: string;
}

/** Throws Unreachable with words that hold neither token nor secret, unlike axios's own errors. */
export class Unreachable extends Error {}

/** DM Hub v1 as it is spoken: the token in the query, ids exact in both directions, every status an answer. */
export class Client {
	private readonly http: AxiosInstance;
	private token = '';

	constructor(private readonly access: Access) {
		this.http = axios.create({
			baseURL: access.url.replace(/\/+$/, ''),
			timeout: 60_000,
			maxRedirects: 0,
			responseType: 'text',
			validateStatus: () => true,
			// Axios would round ids, which are Java Longs.
			transformRequest: [(body: Json | undefined) => (body === undefined ? undefined : writeExactly(body))],
			transformResponse: [(text: string) => text],
			headers: { 'Content-Type': 'application/json' },
		});
	}

	/** Asks for a token, which ends the one before it; the calls after this one use it. */
	async signIn(secret = this.access.secret): Promise<Reply> {
		const { appId } = this.access;
		const query = { grant_type: 'client_credentials', appid: appId, secret };
		const reply = await this.ask('GET', '/security/accesstoken', query);
		const token = fieldOf(reply.json, 'access_token');
		if (typeof token === 'string') this.token = token;
		return reply;
	}

	get accessToken(): string {
		return this.token;
	}

	async call(method: Method, path: string, query: Query = {}, body?: Json): Promise<Reply> {
		return await this.ask(method, path, { ...query, access_token: this.token }, body);
	}

	/** Bytes of the request line that a call has, as a gateway counts them. */
	lineLength(method: Method, path: string, query: Query): number {
		const target = `${this.http.getUri({ url: path, params: paramsOf({ ...query, access_token: this.token }) })}`;
		const { pathname, search } = new URL(target);
		return Buffer.byteLength(`${method} ${pathname}${search} HTTP/1.1\r\n`);
	}

	/** Without a token of its own accord. */
	async ask(method: Method, path: string, query: Query = {}, body?: Json): Promise<Reply> {
		try {
			const { status, headers, data } = await this.http.request<string>({
				method,
				url: path,
				params: paramsOf(query),
				data: body,
			});
			const date = Date.parse(String(headers.date));
			return {
				status,
				contentType: String(headers['content-type'] ?? ''),
				date: Number.isNaN(date) ? undefined : date,
				text: data,
				json: parsed(data),
			};
		} catch (error) {
			throw new Unreachable(
				`${method} ${path}: ${axios.isAxiosError(error) ? (error.code ?? 'no answer') : 'no answer'}`,
			);
		}
	}
}

const paramsOf = (query: Query) =>
	new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]));

function parsed(text: string): Json | undefined {
	try {
		return parseExactly(text);
	} catch {
		return undefined;
	}
}

/** undefined where there is none. */
export function fieldOf(json: Json | undefined, ...path: string[]): Json | undefined {
	let value = json;
	for (const name of path) {
		if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
		value = value[name];
	}
	return value;
}

/** The rows of a list, none where there is no list. */
export const rowsOf = (json: Json | undefined, ...path: string[]): Json[] => {
	const rows = fieldOf(json, ...path);
	return Array.isArray(rows) ? rows : [];
};

export interface RefusalOf {
	code: Json | undefined;
	words: string;
	style: 'error_code' | 'error' | 'success';
}

/** What an answer refuses with, whatever its HTTP status; undefined where it is none. */
export function refusalIn({ json }: Reply): RefusalOf | undefined {
	const code = fieldOf(json, 'error_code');
	const later = fieldOf(json, 'error');
	if (code !== undefined && code !== 0n && code !== '0')
		return { code, words: String(fieldOf(json, 'error_description') ?? ''), style: 'error_code' };
	if (typeof later === 'object' && later !== null)
		return { code: fieldOf(later, 'code'), words: String(fieldOf(later, 'message') ?? ''), style: 'error' };
	if (fieldOf(json, 'success') === false)
		return { code: undefined, words: String(fieldOf(json, 'message') ?? ''), style: 'success' };
	return undefined;
}
