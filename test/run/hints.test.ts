import { appCredential } from '../support/credential';
import { crowd } from '../support/inputs';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

const sandbox = useSandbox();
const add = (id: string, options = {}) => member('add', byId(id), { options });

test('a run with nothing to say gives no hint', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	const result = await runNode(hub, {
		input: crowd(1_200),
		parameters: add(id),
		credential: appCredential(hub),
	});
	expect(result.json).toHaveLength(1_200);
	expect(result.hints).toEqual([]);
});

test('refusals of 19 in 10,000 customers are one sentence with the figures', async () => {
	const hub = sandbox();
	const refused = Array.from({ length: 19 }, (_, index) => String(index * 500 + 3));
	hub.quirks.refusedCustomers = new Set(refused);
	hub.quirks.unknownCustomer = 'skip';
	const { id } = hub.addGroup({ name: 'A' });
	const result = await runNode(hub, {
		input: crowd(10_000),
		parameters: add(id),
		onError: 'continueErrorOutput',
	});
	expect(result.json).toHaveLength(9_981);
	expect(result.refused.map(({ json }) => (json.details as { customerId: number }).customerId)).toEqual(
		refused.map(Number),
	);
	expect(result.hints).toEqual([
		'Added 9,981 of 10,000 customers; 19 were refused, each with the reason in its “error”.',
	]);
});

test('removals are counted as customers who were removed', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.addMembers(id, 5);
	const result = await runNode(hub, {
		input: [{ customerId: 1 }, { customerId: 'x' }],
		parameters: member('remove', byId(id)),
		onError: 'continueErrorOutput',
	});
	expect(result.hints).toEqual(['Removed 1 of 2 customers; 1 was refused, with the reason in its “error”.']);
});

test('a single repeated request is reported in the singular', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.add({ kind: 'busy' });
	const result = await runNode(hub, { input: crowd(1), parameters: add(id) });
	expect(result.hints).toEqual([expect.stringContaining(': 1 request had to be repeated')]);
});

test('a single renewal is not reported', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	const credential = appCredential(hub);
	await runNode(hub, { input: crowd(1), parameters: add(id), credential });
	hub.expireTokens();
	const result = await runNode(hub, { input: crowd(1), parameters: add(id), credential });
	expect(result.hints).toEqual([]);
	expect(hub.tokensIssued).toBe(2);
});

test('split batches are reported', async () => {
	const hub = sandbox();
	hub.quirks.batchCap = { max: 5, answer: 'html413' };
	const { id } = hub.addGroup({ name: 'A' });
	const result = await runNode(hub, { input: crowd(10), parameters: add(id) });
	expect(result.hints).toEqual(['1 batch exceeded DM Hub’s limit for one request and was split.']);
});
