import { tokenCredential } from '../support/credential';
import { crowd, idsOf } from '../support/inputs';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();

const MANY = '/v1/listMembersBatch';
const REMOVE = '/v1/listservice/removeFromList';
const inGroup = (operation: string, id: string, options = {}) => member(operation, byId(id), { options });
const itemsIn = (body: string) => (JSON.parse(body) as { items: unknown[] }).items.length;

test.each(['html413', 'refusal'] as const)(
	'batches are halved for a server that takes 60 and says so as %s, and stay small',
	async (answer) => {
		const hub = sandbox();
		hub.quirks.batchCap = { max: 60, answer };
		const { id } = hub.addGroup({ name: 'A' });
		const result = await runNode(hub, {
			input: crowd(2_000),
			parameters: inGroup('add', id, { maxConcurrentRequests: 1 }),
		});
		expect(result.error).toBeUndefined();
		expect(result.json).toHaveLength(2_000);
		expect(hub.members(id)).toHaveLength(2_000);
		const sizes = asked(hub, MANY).map(({ body }) => itemsIn(body));
		// 500, 250 and 125 are too many, each once; 63 is halved once more.
		expect(sizes.filter((size) => size > 60)).toEqual([500, 250, 125, 63]);
		expect(result.hints).toEqual([expect.stringContaining('4 batches exceeded DM Hub’s limit')]);
	},
);

test('each of four batches in flight is halved, and no larger one is started afterwards', async () => {
	const hub = sandbox();
	hub.quirks.batchCap = { max: 130, answer: 'html413' };
	const { id } = hub.addGroup({ name: 'A' });
	const result = await runNode(hub, { input: crowd(5_000), parameters: inGroup('add', id) });
	expect(result.json.map(({ customerId }) => customerId)).toEqual(
		crowd(5_000).map(({ customerId }) => customerId),
	);
	const sizes = asked(hub, MANY).map(({ body }) => itemsIn(body));
	expect(sizes.filter((size) => size === 500).length).toBeLessThanOrEqual(4);
	expect(sizes.filter((size) => size > 130).length).toBeLessThanOrEqual(12);
});

test('batches are halved for a server that limits the bytes of a body', async () => {
	const hub = sandbox();
	hub.quirks.bodyCap = 1_000;
	const { id } = hub.addGroup({ name: 'A' });
	const result = await runNode(hub, { input: crowd(300), parameters: inGroup('add', id) });
	expect(result.json).toHaveLength(300);
	expect(hub.customersIn(id)).toEqual(idsOf(crowd(300)));
});

test('a server that takes one customer at a time gets one at a time', async () => {
	const hub = sandbox();
	hub.quirks.batchCap = { max: 1, answer: 'refusal' };
	const { id } = hub.addGroup({ name: 'A' });
	const result = await runNode(hub, { input: crowd(40), parameters: inGroup('add', id) });
	expect(result.json).toHaveLength(40);
	expect(hub.members(id)).toHaveLength(40);
});

test('a batch that is too large is not a refusal, even where the run stops at the first one', async () => {
	const hub = sandbox();
	hub.quirks.batchCap = { max: 10, answer: 'html413' };
	const { id } = hub.addGroup({ name: 'A' });
	const result = await runNode(hub, { input: crowd(100), parameters: inGroup('add', id) });
	expect(result.error).toBeUndefined();
	expect(result.json).toHaveLength(100);
});

test('a single customer who is too large for the server is refused', async () => {
	const hub = sandbox();
	hub.quirks.bodyCap = 10;
	const { id } = hub.addGroup({ name: 'A' });
	const result = await runNode(hub, { input: crowd(3), parameters: inGroup('add', id) });
	expect(result).toBeRefused({ item: 0, reason: 'refused', httpStatus: 413 });
	expect(hub.members(id)).toEqual([]);
});

const longIds = Array.from({ length: 1_500 }, (_, index) => String(1627652953215191041n + BigInt(index)));

test.each([8_192, 4_096, 2_048])(
	'removals fit into a request line of %i bytes, even with a token of 200 bytes',
	async (urlCap) => {
		const hub = sandbox();
		hub.accessToken = '%&'.repeat(33);
		hub.quirks.urlCap = urlCap;
		const { id } = hub.addGroup({ name: 'A' });
		hub.addMembers(id, [...longIds, '7']);
		const result = await runNode(hub, {
			input: [{ ids: longIds }],
			parameters: { ...inGroup('remove', id), customersFrom: 'list', customerIds: '={{ $json.ids }}' },
			credential: tokenCredential(hub),
		});
		expect(result.error).toBeUndefined();
		expect(result.json).toHaveLength(1_500);
		expect(hub.customersIn(id)).toEqual(new Set(['7']));
		const tooLong = asked(hub, REMOVE).filter(({ status }) => status === 414);
		// A common server takes 8,192 bytes; smaller ones are found out by the requests that were in flight.
		expect(tooLong.length).toBeLessThanOrEqual({ 8192: 0, 4096: 8, 2048: 12 }[urlCap] ?? 0);
		expect(tooLong.length > 0).toBe(urlCap < 8_192);
	},
);
