import type { Fault } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { ask, askToken } from './ask';

const hub = useSandbox({ customers: 0 });

const create = () => ask(hub(), 'POST', '/v1/lists', { name: 'a' });
const list = () => ask(hub(), 'GET', '/v1/lists');
const struck = (fault: Fault) => {
	hub().faults.add(fault);
	return create();
};

describe('the fault', () => {
	test('refuse gives any answer word for word', async () => {
		const body = { error_code: 99n, id: 1627652953215191041n };
		expect((await struck({ kind: 'refuse', body })).body).toBe('{"error_code":99,"id":1627652953215191041}');
		const odd = await struck({
			kind: 'refuse',
			status: 418,
			body: '<p>',
			contentType: 'text/html',
			headers: { X: 'y' },
		});
		expect([odd.status, odd.body, odd.type, odd.headers.get('x')]).toEqual([418, '<p>', 'text/html', 'y']);
	});

	test('redirect names the place it is given', async () => {
		const reply = await struck({ kind: 'redirect', location: 'http://127.0.0.1:1/x' });
		expect([reply.status, reply.headers.get('location')]).toEqual([302, 'http://127.0.0.1:1/x']);
	});

	test('echoToken repeats the token as it is, URL-encoded, and as in a form', async () => {
		hub().accessToken = 'a&b c/d';
		const { error_code, error_description } = (await struck({ kind: 'echoToken' })).json as Record<
			string,
			unknown
		>;
		expect(error_code).toBe(40004);
		for (const form of ['a&b c/d', 'a%26b%20c%2Fd', 'a%26b+c%2Fd']) expect(error_description).toContain(form);
		hub().faults.next('echoToken');
		expect((await askToken(hub())).body).toContain(hub().app.secret);
	});

	test('badJson does the work and delivers something that is not JSON', async () => {
		const reply = await struck({ kind: 'badJson' });
		expect([reply.status, reply.json, reply.body.length]).toEqual([200, undefined, 25]);
		expect(hub().groups()).toHaveLength(1);
	});

	test('hugeBody and deepJson have the size and depth they are given', async () => {
		const huge = await struck({ kind: 'hugeBody', bytes: 5_000_000 });
		expect([huge.body.length, huge.json]).toEqual([5_000_000, { items: [] }]);
		expect((await struck({ kind: 'deepJson', depth: 7 })).body).toBe('[[[[[[[]]]]]]]');
	});

	test('endlessBody goes on until the caller leaves', async () => {
		hub().faults.next('endlessBody');
		const abort = new AbortController();
		const url = `${hub().url}/v1/lists?access_token=${hub().accessToken}`;
		const { body } = await fetch(url, { signal: abort.signal });
		let bytes = 0;
		const reader = body!.getReader();
		while (bytes < 3_000_000) bytes += (await reader.read()).value!.length;
		abort.abort();
		expect((await list()).status).toBe(200);
	});

	test('of any kind does the work or not, as it is told', async () => {
		await struck({ kind: 'busy', work: true });
		expect(hub().groups()).toHaveLength(1);
		await expect(struck({ kind: 'lost', work: false })).rejects.toThrow();
		expect(hub().groups()).toHaveLength(1);
	});
});
