import { allSwitches, readSwitches, settings } from '../../sandbox/switches';
import { useSandbox } from '../support/sandbox';
import { ask, askBare } from './ask';

const hub = useSandbox({ customers: 0 });

const set = (switches: unknown) => askBare(hub(), 'POST', '/__sandbox/quirks', switches);
const isSet = (value: unknown): value is Set<unknown> => value instanceof Set;

test('the usual value of every switch is one that it may have', () => {
	for (const [name, { usual }] of Object.entries({ ...allSwitches, ...settings })) {
		const json = isSet(usual) ? [...usual] : usual;
		expect(readSwitches({ [name]: json })).toEqual({ [name]: usual });
	}
});

test.each([
	[{ countShape: 'nonsense' }, 'countShape is "nonsense", but must be one of "bare", "object", "string"'],
	[{ createStatus: '201' }, 'createStatus is "201", but must be one of 200, 201'],
	[{ memberRowCap: 0 }, 'memberRowCap is 0, but must be >= 1'],
	[{ memberRowCap: 2.5 }, 'memberRowCap is 2.5, but must be integer'],
	[{ customerFilters: ['phone'] }, 'customerFilters.0 is "phone", but must be one of "mobile", "email"'],
	[{ batchCap: { max: 3 } }, 'batchCap needs answer'],
	[{ invalidToken: { status: 200, code: 1, text: '', more: 1 } }, 'invalidToken has no field more'],
	[{ latency: -1 }, 'latency is -1, but must be >= 0'],
	[{ countShpe: 'bare' }, 'there is no switch countShpe'],
	[{ toString: 1 }, 'there is no switch toString'],
])('%j is refused with what is allowed, and changes nothing', async (switches, words) => {
	const before = { ...hub().quirks };
	const reply = await set({ idsAsStrings: true, ...switches });
	expect(reply).toMatchObject({ status: 400, json: { ok: false, message: expect.stringContaining(words) } });
	expect(hub().quirks).toEqual(before);
});

test('what is no object is refused', async () => {
	expect(await set([])).toMatchObject({
		status: 400,
		json: { message: expect.stringContaining('an object') },
	});
});

test('the control API lists every switch with its value, the usual one, and what it may be', async () => {
	await set({ countShape: 'object', refusedCustomers: [7, '1627652953215191041'], latency: 1 });
	const listed = (await askBare(hub(), 'GET', '/__sandbox/quirks')).json as Record<string, unknown>;
	expect(Object.keys(listed).sort()).toEqual([...Object.keys(hub().quirks), ...Object.keys(settings)].sort());
	expect(listed).toMatchObject({
		countShape: { value: 'object', usual: 'bare', schema: { enum: ['bare', 'object', 'string'] } },
		refusedCustomers: { value: ['7', '1627652953215191041'], usual: null },
		latency: { value: 1, usual: 0 },
	});
	expect((await ask(hub(), 'GET', '/v1/listservice/memberCount?listId=1')).body).toBe('{"count":0}');
});
