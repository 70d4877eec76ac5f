import type { EchoForm, Fault } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { ask, askBare, askToken } from './ask';

const hub = useSandbox({ customers: 0 });

const create = () => ask(hub(), 'POST', '/v1/lists', { name: 'a' });
const struck = (fault: Fault) => {
	hub().faults.add(fault);
	return create();
};

/** The headers, and what comes of the body before the caller leaves. */
async function begun(
	fault: Fault,
	bytes: number,
): Promise<{ status: number; length: string | null; body: string }> {
	hub().faults.add(fault);
	const abort = new AbortController();
	const response = await fetch(`${hub().url}/v1/lists?access_token=${hub().accessToken}`, {
		method: 'POST',
		body: '{"name":"a"}',
		signal: abort.signal,
	});
	const reader = response.body!.getReader();
	let body = '';
	while (body.length < bytes) body += new TextDecoder().decode((await reader.read()).value);
	abort.abort();
	await expect(reader.read()).rejects.toThrow('aborted');
	return { status: response.status, length: response.headers.get('content-length'), body };
}

describe('an answer that never comes', () => {
	test('stops after its headers, which announce a body', async () => {
		expect(await begun({ kind: 'hung', bytes: 0 }, 0)).toEqual({ status: 200, length: '12', body: '' });
		expect(hub().groups()).toEqual([]);
	});

	test('stops after one byte, with the work done or not', async () => {
		expect(await begun({ kind: 'hungAfter', bytes: 1 }, 1)).toMatchObject({ status: 200, body: '{' });
		expect(hub().groups()).toHaveLength(1);
		expect(await begun({ kind: 'hung', bytes: 1 }, 1)).toMatchObject({ body: '{' });
		expect(hub().groups()).toHaveLength(1);
	});

	test('is a byte every that many ms', async () => {
		const { body } = await begun({ kind: 'endlessBody', ms: 50 }, 15);
		expect(body).toMatch(/^\{"items":\[ {5,}$/);
	});
});

test.each([408, 502, 504])('an answer is lost behind HTTP %i, with the work done or not', async (status) => {
	expect(await struck({ kind: 'lostHtml', status })).toMatchObject({ status, type: 'text/html' });
	expect(hub().groups()).toHaveLength(1);
	expect(await struck({ kind: 'busy', status })).toMatchObject({ status, type: 'text/html' });
	expect(hub().groups()).toHaveLength(1);
});

test.each(['99999999999999', '-5', 'Sat, 01 Jan 275761 00:00:00 GMT'])(
	'Retry-After can be %s',
	async (retryAfter) => {
		const reply = await struck({ kind: 'busy', status: 429, retryAfter });
		expect(reply.headers.get('retry-after')).toBe(retryAfter);
	},
);

describe('the token', () => {
	const words = ({ json }: { json: unknown }) => json as { error_code: unknown; error_description: string };
	beforeEach(() => (hub().accessToken = 'a/b+c='));

	test.each<[EchoForm, string]>([
		['plain', 'a/b+c='],
		['percent', 'a%2Fb%2Bc%3D'],
		['form', 'a%2Fb%2Bc%3D'],
		['twice', 'a%252Fb%252Bc%253D'],
		['hex', 'a&#x2f;b&#x2b;c&#x3d;'],
		['padded', 'a&#X00002F;b&#X00002B;c&#X00003D;'],
		['decimal', 'a&#47;b&#43;c&#61;'],
		['json', 'a\\u002fb\\u002bc\\u003d'],
	])('comes back in the form “%s”', async (form, echoed) => {
		const reply = words(await struck({ kind: 'echoToken', forms: [form] }));
		expect(reply).toEqual({ error_code: 40004, error_description: `cannot handle ${echoed}` });
	});

	test('comes back as the code, alone or in the words too', async () => {
		const forms = ['plain', 'hex'] as EchoForm[];
		const echoed = 'a/b+c= or a&#x2f;b&#x2b;c&#x3d;';
		expect(words(await struck({ kind: 'echoToken', where: 'code', forms }))).toEqual({
			error_code: echoed,
			error_description: 'cannot handle this',
		});
		expect(words(await struck({ kind: 'echoToken', where: 'both', forms: ['plain'] }))).toEqual({
			error_code: 'a/b+c=',
			error_description: 'cannot handle a/b+c=',
		});
	});

	test('is the Secret where one asks for a token', async () => {
		hub().faults.next({ kind: 'echoToken', where: 'code', forms: ['plain'] });
		expect((await askToken(hub())).json).toMatchObject({ error_code: hub().app.secret });
	});
});

test.each([
	[{ kind: 'nope' }, 'the fault.kind is "nope", but must be one of "busy"'],
	[{ kind: 'busy', times: 0 }, 'the fault.times is 0, but must be >= 1'],
	[{ kind: 'busy', retryafter: 1 }, 'the fault has no field retryafter'],
	[{ match: {} }, 'the fault needs kind'],
	['nope', 'the fault.kind is "nope"'],
	[3, 'the fault is 3, but must be object'],
])('the control API refuses the fault %j', async (fault, words) => {
	const reply = await askBare(hub(), 'POST', '/__sandbox/faults', JSON.stringify(['busy', fault]));
	expect(reply).toMatchObject({ status: 400, json: { message: expect.stringContaining(words) } });
	expect(hub().faults.pending).toEqual([]);
});

test('a fault from another process keeps the digits of its body', async () => {
	await askBare(hub(), 'POST', '/__sandbox/faults', '{"kind":"refuse","body":{"id":1627652953215191041}}');
	expect((await create()).body).toBe('{"id":1627652953215191041}');
});
