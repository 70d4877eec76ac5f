import { useSandbox } from '../../support/hub';
import { customers, member, upFrom } from '../../support/parameters';
import { byId, runNode } from '../../support/runNode';

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
			else expect(error?.message).toMatch(/413.* \[item 0\]$/);
		});
	},
);

test.each([
	[{ batchSize: 0 }, 'Batch Size must be a whole number from 1 to 10000, not “0” [item 0]'],
	[{ batchSize: 2.5 }, 'Batch Size must be a whole number from 1 to 10000, not “2.5” [item 0]'],
	[
		{ maxConcurrentRequests: 17 },
		'Max Concurrent Requests must be a whole number from 1 to 16, not “17” [item 0]',
	],
	[{ timeout: 'soon' }, 'Timeout must be a whole number from 1 to 3600, not “soon” [item 0]'],
])('options that make no sense are refused before anything is sent: %j', async (options, message) => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	const { error } = await runNode(hub(), {
		input: customers(1),
		parameters: member('add', byId(id), { options }),
	});
	expect(error?.message).toBe(message);
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
	expect(refused.map(({ json, pairedItem }) => [json.customerId, json.error, pairedItem])).toEqual(
		[0, 1].map((item) => [item + 1, expect.stringContaining('Batch Size must be'), { item }]),
	);
});

test.each([
	['error', 'continueErrorOutput'],
	['success', 'continueRegularOutput'],
] as const)('the server’s words are quoted from an error in the style “%s”', async (errorStyle, onError) => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	Object.assign(hub().quirks, { errorStyle, codesAsStrings: true, refusedCustomers: new Set(['1']) });
	const { items, refused } = await runNode(hub(), {
		onError,
		input: customers(1),
		parameters: member('add', byId(id)),
	});
	const [failed] = [...items, ...refused];
	expect(failed.json.error).toContain('“permission is not enough”');
});
