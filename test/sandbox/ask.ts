import type { Sandbox } from '../../sandbox';

export interface Reply {
	status: number;
	type: string | null;
	headers: Headers;
	/** As it came. */
	body: string;
	/** Read by JSON.parse: only for answers with small ids. */
	json: unknown;
}

/** Asks as a client with curl would: the token in the query, nothing else done for it. */
export async function ask(hub: Sandbox, method: string, path: string, body?: unknown): Promise<Reply> {
	const joint = path.includes('?') ? '&' : '?';
	const token = path.includes('access_token=')
		? ''
		: `${joint}access_token=${encodeURIComponent(hub.accessToken)}`;
	return askBare(hub, method, `${path}${token}`, body);
}

/** The same without a token. */
export async function askBare(hub: Sandbox, method: string, path: string, body?: unknown): Promise<Reply> {
	const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
	const response = await fetch(`${hub.url}${path}`, { method, body: text, redirect: 'manual' });
	const received = await response.text();
	return {
		status: response.status,
		type: response.headers.get('content-type'),
		headers: response.headers,
		body: received,
		json: parsed(received),
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** Adds customers to the first group, as a batch. */
export const addMany = async (hub: Sandbox, ...customerIds: number[]): Promise<Reply> =>
	await ask(hub, 'POST', '/v1/listMembersBatch', {
		items: customerIds.map((customerId) => ({ customerId, listId: 1 })),
	});

export const addOne = async (hub: Sandbox, customerId: number): Promise<Reply> =>
	await ask(hub, 'POST', '/v1/listMembers', { data: { customerId, listId: 1 } });

export const unknownId = { error_code: 40201, error_description: 'permission is not enough' };

export const askToken = (hub: Sandbox, appId = hub.app.appId, secret = hub.app.secret) =>
	askBare(hub, 'GET', `/security/accesstoken?grant_type=client_credentials&appid=${appId}&secret=${secret}`);
