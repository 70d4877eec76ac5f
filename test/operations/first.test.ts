import { createSandbox, type Sandbox } from '../../sandbox';
import { appCredential, byId, byName, runNode } from '../support/runNode';

let hub: Sandbox;
beforeAll(async () => {
	hub = await createSandbox();
});
afterAll(async () => await hub.close());
beforeEach(() => hub.reset());

it('adds', async () => {
	const group = hub.addGroup({ name: '金卡会员' });
	const result = await runNode(hub, {
		input: [{ customerId: 5 }, { customerId: '1627652953215191041' }, { customerId: 5 }],
		parameters: { resource: 'member', operation: 'add', group: byName('金卡会员') },
		credential: appCredential(hub),
	});
	console.log(
		JSON.stringify(result.json),
		result.error,
		result.hints,
		hub.requests.map((r) => `${r.method} ${r.url} ${r.body}`),
	);
	expect(result.json).toHaveLength(3);
	const all = await runNode(hub, {
		parameters: { resource: 'member', operation: 'getAll', group: byId(group.id), returnAll: true },
	});
	console.log(JSON.stringify(all.json), all.error);
	const bad = await runNode(hub, {
		input: [{ customerId: 1 }, { name: 'x', phone: 1 }],
		parameters: { resource: 'member', operation: 'add', group: byId(group.id) },
	});
	console.log(bad.error?.message, bad.error?.description);
});
