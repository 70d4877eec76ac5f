import { request } from 'node:http';
import type { Fault } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { ask } from './ask';

const hub = useSandbox({ customers: 0 });

const create = () => ask(hub(), 'POST', '/v1/lists', { name: 'a' });
const list = () => ask(hub(), 'GET', '/v1/lists');
const struck = (fault: Fault) => {
	hub().faults.add(fault);
	return create();
};
/** Waits until the request is there, then gives up on it. */
async function unanswered(fault: Fault): Promise<void> {
	hub().faults.add(fault);
	const abort = new AbortController();
	const sent = fetch(`${hub().url}/v1/lists?access_token=${hub().accessToken}`, {
		method: 'POST',
		body: '{"name":"a"}',
		signal: abort.signal,
	});
	while (hub().requests.at(-1)?.fault !== fault.kind) await new Promise((resolve) => setTimeout(resolve, 2));
	abort.abort();
	await expect(sent).rejects.toThrow('aborted');
}

describe('the fault', () => {
	test('busy does nothing, and answers in HTML or JSON with or without Retry-After', async () => {
		const html = await struck({ kind: 'busy', status: 429, retryAfter: 7 });
		expect([html.status, html.type, html.headers.get('retry-after')]).toEqual([429, 'text/html', '7']);
		expect(html.body).toContain('nginx');
		const json = await struck({ kind: 'busy', body: 'json' });
		expect(json).toMatchObject({ status: 503, json: { error_code: 50000 } });
		expect(json.headers.get('retry-after')).toBeNull();
		expect(hub().groups()).toEqual([]);
	});

	test.each([
		['cut', 0],
		['lost', 1],
	] as const)('%s gives no answer and makes %i groups', async (kind, made) => {
		await expect(struck({ kind })).rejects.toThrow();
		expect(hub().groups()).toHaveLength(made);
		expect(hub().requests).toMatchObject([{ status: 0, fault: kind }]);
	});

	test('lostHtml does the work and lets the gateway answer', async () => {
		expect(await struck({ kind: 'lostHtml', status: 504 })).toMatchObject({ status: 504, type: 'text/html' });
		expect(hub().groups()).toHaveLength(1);
	});

	test.each([
		['hung', 0],
		['hungAfter', 1],
	] as const)('%s never answers and makes %i groups', async (kind, made) => {
		await unanswered({ kind });
		expect(hub().groups()).toHaveLength(made);
		expect((await list()).status).toBe(200);
	});

	test('slow answers late and otherwise well', async () => {
		expect(await struck({ kind: 'slow', ms: 5 })).toMatchObject({ status: 200, json: { id: 1 } });
	});

	test('truncated does the work and sends half of what its headers announce', async () => {
		hub().faults.add({ kind: 'truncated' });
		const received = await new Promise<{ announced: number; came: number; whole: boolean }>(
			(resolve, reject) => {
				const path = `/v1/lists?access_token=${hub().accessToken}`;
				const sent = request({ port: hub().port, host: '127.0.0.1', path, method: 'POST' }, (response) => {
					let came = 0;
					response.on('data', (chunk: Buffer) => (came += chunk.length));
					response.on('error', () => {});
					response.on('close', () =>
						resolve({
							announced: Number(response.headers['content-length']),
							came,
							whole: response.complete,
						}),
					);
				});
				sent.on('error', reject);
				sent.end('{"name":"a"}');
			},
		);
		expect(received).toEqual({
			announced: expect.any(Number),
			came: Math.floor(received.announced / 2),
			whole: false,
		});
		expect(hub().groups()).toHaveLength(1);
	});
});
