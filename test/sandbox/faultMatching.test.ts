import { createSandbox } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { ask, askToken } from './ask';

const hub = useSandbox({ customers: 0 });

const create = () => ask(hub(), 'POST', '/v1/lists', { name: 'a' });
const list = () => ask(hub(), 'GET', '/v1/lists');

describe('a fault', () => {
	const statuses = async (...asks: Array<() => Promise<{ status: number }>>) => {
		const seen: number[] = [];
		for (const each of asks) seen.push((await each()).status);
		return seen;
	};

	test('that comes next strikes one request, even one for a token', async () => {
		hub().faults.next('busy');
		expect(await statuses(() => askToken(hub()), list)).toEqual([503, 200]);
	});

	test('strikes by method and path, as often and as late as it is told', async () => {
		hub().faults.add({ kind: 'busy', match: { method: 'GET', path: '/v1/lists' }, after: 1, times: 2 });
		expect(await statuses(list, create, list, list, list)).toEqual([200, 200, 503, 503, 200]);
		hub().faults.add({ kind: 'busy', match: { path: '/v1/li*' } });
		expect(await statuses(() => askToken(hub()), list)).toEqual([200, 503]);
	});

	test('strikes by a function, and several strike in their order', async () => {
		hub().faults.add(
			{ kind: 'busy', status: 502, match: ({ body }) => body.includes('a') },
			{ kind: 'busy', status: 504, times: 2 },
		);
		expect(hub().faults.pending).toHaveLength(2);
		expect(await statuses(list, create, create, create)).toEqual([504, 502, 504, 200]);
		expect(hub().faults.pending).toEqual([]);
	});

	test('that is planned strikes after those that were added, until it is cleared', async () => {
		hub().faults.plan(({ method }) => (method === 'GET' ? 'busy' : undefined));
		hub().faults.add({ kind: 'busy', status: 429 });
		expect(await statuses(list, list, create)).toEqual([429, 503, 200]);
		hub().faults.clear();
		expect(await statuses(list)).toEqual([200]);
	});
});

test('resetting cuts a hung request, and so does closing', async () => {
	const own = await createSandbox();
	for (const end of [() => own.reset(), () => own.close()]) {
		own.faults.next('hung');
		const sent = ask(own, 'GET', '/v1/lists');
		while (own.requests.at(-1)?.fault === undefined) await new Promise((resolve) => setTimeout(resolve, 2));
		await end();
		await expect(sent).rejects.toThrow();
	}
});
