import { parseExactly, type Json } from '../../sandbox/http/longs';
import { useSandbox } from '../support/sandbox';
import { askBare, type Reply } from '../sandbox/ask';
import recorded from './recorded-exchanges.json';

/** The sandbox is held to what the live API was once seen to answer: status, type of content and shape. */
type Exchange = (typeof recorded.exchanges)[number];

const hub = useSandbox({ customers: 0, accessToken: 'TOKEN', apps: [{ appId: 'APPID', secret: 'SECRET' }] });

const ask = async ({ method, path, requestBody }: Exchange, more: Partial<Exchange> = {}): Promise<Reply> =>
	await askBare(hub(), method, more.path ?? path, requestBody ?? undefined);

/** What must have been done before: the recordings begin in the middle. */
async function settle(exchange: Exchange): Promise<string> {
	const { method, path, status, body } = exchange;
	const url = new URL(path, hub().url);
	const [, kind, id] = /^\/v1\/(\w+)(?:\/(\d+))?$/.exec(url.pathname) ?? [];
	const make = async (record: object) =>
		await askBare(hub(), 'POST', `/v1/${kind}?access_token=TOKEN`, record);
	if (kind === undefined) return isRefusal(body) ? path.replace('SECRET', 'WRONG') : path;
	if (id !== undefined && status !== 500) {
		const record = { ...(body === '' ? {} : (JSON.parse(body) as object)), id: undefined };
		return path.replace(id, String(((await make(record)).json as { id: number }).id));
	}
	if (kind === 'customers' && id === undefined && status === 200)
		await make({ mobile: '13911223366', name: 'fake guru' });
	else if (id === undefined && method === 'GET')
		for (const row of JSON.parse(body) as object[]) await make(row);
	return path;
}

const isRefusal = (body: string) => body.includes('error_description');

/** A recorded null may be anything; a field that was not recorded may be there. */
function expectShape(got: Json, wanted: Json, at = 'the body'): void {
	if (wanted === null) return;
	expect(`${at} is ${kindOf(got)}`).toBe(`${at} is ${kindOf(wanted)}`);
	if (Array.isArray(wanted)) {
		expect((got as Json[]).length).toBe(wanted.length);
		wanted.forEach((each, index) => expectShape((got as Json[])[index], each, `${at}[${index}]`));
	} else if (typeof wanted === 'object')
		for (const [name, value] of Object.entries(wanted)) {
			expect(Object.keys(got as object)).toContain(name);
			expectShape((got as { [name: string]: Json })[name], value, `${at}.${name}`);
		}
}

const kindOf = (value: Json) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);

test('there are recordings, of refusals too', () => {
	expect(recorded.exchanges.length).toBeGreaterThan(20);
	expect(recorded.exchanges.filter(({ body }) => isRefusal(body)).length).toBeGreaterThan(2);
});

test.each(recorded.exchanges.map((exchange, at) => [at, exchange.method, exchange.path, exchange] as const))(
	'recording %i: the sandbox answers %s %s as the live API did',
	async (_at, _method, _path, exchange) => {
		const reply = await ask(exchange, { path: await settle(exchange) });
		expect([reply.status, reply.type]).toEqual([exchange.status, exchange.contentType]);
		if (exchange.body === '') expect(reply.body).toBe('');
		else if (isRefusal(exchange.body)) expect(reply.body).toBe(exchange.body);
		else expectShape(parseExactly(reply.body), parseExactly(exchange.body));
	},
);

test('an update changes the record, and a deletion takes it away', async () => {
	const at = '/v1/channelaccounts?access_token=TOKEN';
	const made = (await askBare(hub(), 'POST', at, { userId: 'u1', att1: 'a' })).json as { id: number };
	const one = at.replace('?', `/${made.id}?`);
	expect((await askBare(hub(), 'PUT', one, { att1: 'b' })).json).toMatchObject({ userId: 'u1', att1: 'b' });
	expect((await askBare(hub(), 'GET', `${at}&userId=u1`)).json).toMatchObject([{ id: made.id, att1: 'b' }]);
	expect((await askBare(hub(), 'GET', `${at}&userId=u2`)).json).toEqual([]);
	expect((await askBare(hub(), 'DELETE', one)).status).toBe(204);
	for (const method of ['GET', 'PUT', 'DELETE'])
		expect((await askBare(hub(), method, one, method === 'PUT' ? {} : undefined)).status).toBe(500);
	const customer = (await askBare(hub(), 'POST', '/v1/customers?access_token=TOKEN', { name: 'guru' })).json;
	const path = `/v1/customers/${(customer as { id: number }).id}?access_token=TOKEN`;
	expect((await askBare(hub(), 'PUT', path, { wechat: 'jackma' })).json).toMatchObject({
		name: 'guru',
		wechat: 'jackma',
	});
	await askBare(hub(), 'DELETE', path);
	expect(hub().customerCount).toBe(0);
});
