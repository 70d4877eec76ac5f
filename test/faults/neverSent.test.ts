import { crowd } from '../support/inputs';
import { byId, group, member } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

/** What is said of requests that never left, since another one has shown that none would get through. */

const sandbox = useSandbox();
const LISTS = '/v1/lists';
const MANY = '/v1/listMembersBatch';

test('customers whose batch was never sent are not said to be unknown', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.add({ kind: 'busy', status: 503, retryAfter: 120, match: { path: MANY } });
	const { refused } = await runNode(hub, {
		input: crowd(40),
		parameters: member('add', byId(id), { options: { batchSize: 10, maxConcurrentRequests: 1 } }),
		onError: 'continueErrorOutput',
	});
	expect(asked(hub, MANY)).toHaveLength(1);
	expect(refused).toHaveLength(40);
	expect(refused.slice(10)).toBeRefused({ reason: 'unavailable', names: ['2 minutes'] });
});

test('a group whose creation was never sent is not said to be unknown', async () => {
	const hub = sandbox();
	hub.faults.add({
		kind: 'busy',
		status: 503,
		retryAfter: 120,
		match: { method: 'POST', path: LISTS },
		times: 9,
	});
	const { refused } = await runNode(hub, {
		input: [{ name: 'A' }, { name: 'B' }],
		parameters: group('create', { name: '={{ $json.name }}', ifNameExists: 'create' }),
		onError: 'continueErrorOutput',
	});
	expect(asked(hub, LISTS, 'POST')).toHaveLength(1);
	expect(refused[1]).toBeRefused({ item: 1, reason: 'unavailable' });
});
