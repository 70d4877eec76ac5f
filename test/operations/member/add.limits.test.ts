import { customers, upFrom } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox } from '../../support/sandbox';

const hub = useSandbox();
const sizes = () =>
	hub()
		.requests.filter(({ path }) => path === '/v1/listMembersBatch')
		.map(({ body }) => (JSON.parse(body) as { items: unknown[] }).items.length);

describe.each([undefined, 'continueErrorOutput'] as const)(
	'a request that is too large (on error: %s)',
	(onError) => {
		test.each(['html413', 'refusal'] as const)(
			'is split by customers and is not a refusal (%s)',
			async (answer) => {
				const { id } = hub().addGroup({ name: '金卡会员' });
				hub().quirks.batchCap = { max: 100, answer };
				const { json, refused, error, hints } = await runNode(hub(), {
					onError,
					input: customers(...upFrom(1, 1000)),
					parameters: member('add', byId(id), { options: { maxConcurrentRequests: 1 } }),
				});
				expect([error, refused]).toEqual([undefined, []]);
				expect(json.map(({ customerId }) => customerId)).toEqual(upFrom(1, 1000));
				expect(hints.join()).toContain('exceeded DM Hub’s limit for one request');
				// What was learned from the first batch serves the others.
				expect(sizes().filter((size) => size > 100).length).toBeLessThan(5);
			},
		);

		test('is split by bytes', async () => {
			const { id } = hub().addGroup({ name: '金卡会员' });
			hub().quirks.bodyCap = 3000;
			const { json, error } = await runNode(hub(), {
				onError,
				input: customers(...upFrom(1, 300)),
				parameters: member('add', byId(id)),
			});
			expect(error).toBeUndefined();
			expect(json).toHaveLength(300);
		});

		test('fails when it holds a single customer', async () => {
			const { id } = hub().addGroup({ name: '金卡会员' });
			hub().quirks.bodyCap = 10;
			const { json, refused, error } = await runNode(hub(), {
				onError,
				input: customers(1, 2),
				parameters: member('add', byId(id)),
			});
			expect(json).toEqual([]);
			if (onError)
				expect(refused).toMatchObject([1, 2].map(() => ({ json: { details: { httpStatus: 413 } } })));
			else expect(error).toBeRefused({ item: 0, reason: 'refused', httpStatus: 413 });
		});
	},
);

test.each([
	[{ batchSize: 0 }, 'Batch Size', '0'],
	[{ batchSize: 2.5 }, 'Batch Size', '2.5'],
	[{ maxConcurrentRequests: 17 }, 'Max Concurrent Requests', '17'],
	[{ timeout: 'soon' }, 'Timeout', 'soon'],
])('options that make no sense are refused before anything is sent: %j', async (options, field, given) => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	const { error } = await runNode(hub(), {
		input: customers(1),
		parameters: member('add', byId(id), { options }),
	});
	expect(error).toBeRefused({ item: 0, reason: 'invalid', field, names: [`“${given}”`] });
	expect(hub().requests).toEqual([]);
});

test('a bad option fails every item when the run goes on, and none slips to the success branch', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	const { items, refused } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: customers(1, 2),
		parameters: member('add', byId(id), { options: { batchSize: 0 } }),
	});
	expect(items).toEqual([]);
	expect(refused.map(({ json }) => json.customerId)).toEqual([1, 2]);
	for (const item of [0, 1])
		expect(refused[item]).toBeRefused({ item, reason: 'invalid', field: 'Batch Size' });
});

test.each([
	['error', 'continueErrorOutput'],
	['success', 'continueRegularOutput'],
] as const)('the server’s words are quoted from an error in the style “%s”', async (errorStyle, onError) => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	Object.assign(hub().quirks, { errorStyle, codesAsStrings: true, refusedCustomers: new Set(['1']) });
	const result = await runNode(hub(), {
		onError,
		input: customers(1),
		parameters: member('add', byId(id)),
	});
	expect(result).toBeRefused({ item: 0, customerId: 1, words: 'permission is not enough' });
});
