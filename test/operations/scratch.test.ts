import { byId, runNode } from '../support/runNode';
import { useSandbox } from '../support/hub';
const hub = useSandbox();
const show = (r: Awaited<ReturnType<typeof runNode>>) => console.log(JSON.stringify({ items: r.items, refused: r.refused, error: r.error && [r.error.message, r.error.description], hints: r.hints }, null, 1), hub().requests.map((r) => `${r.method} ${r.url} ${r.body}`).join('\n'));
it('bad batch size, continue', async () => {
	const g = hub().addGroup({ name: 'x' });
	show(await runNode(hub(), { onError: 'continueErrorOutput', input: [{ customerId: 5 }, { customerId: 6 }], parameters: { resource: 'member', operation: 'add', group: byId(g.id), options: { batchSize: 0 } } }));
	show(await runNode(hub(), { input: [{ customerId: 5 }, { customerId: 6 }], parameters: { resource: 'member', operation: 'add', group: byId(g.id), options: { batchSize: 0 } } }));
});
it('ok, continue', async () => {
	const g = hub().addGroup({ name: 'x' });
	hub().quirks.refusedCustomers = new Set(['6']);
	show(await runNode(hub(), { onError: 'continueErrorOutput', input: [{ customerId: 5 }, { customerId: 6, name: 'y' }], parameters: { resource: 'member', operation: 'add', group: byId(g.id) } }));
	hub().clearLog();
	show(await runNode(hub(), { onError: 'continueErrorOutput', input: [{ customerId: 5 }, { customerId: 6, name: 'y' }], parameters: { resource: 'member', operation: 'count', group: byId('77') } }));
});
