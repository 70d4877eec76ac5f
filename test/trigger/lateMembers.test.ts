import { upFrom } from '../support/inputs';
import { byId } from '../support/parameters';
import { useSandbox } from '../support/sandbox';
import { ActiveWorkflow, customersOf, drain, join, timePasses } from '../support/trigger';

const sandbox = useSandbox();

async function watch() {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) } });
	await workflow.poll();
	return { hub, id, workflow };
}

test('a lower ID that shows late is emitted once', async () => {
	const { hub, id, workflow } = await watch();
	hub.quirks.lateVisibility = 250_000;
	await join(hub, id, 1);
	hub.quirks.lateVisibility = 0;
	await join(hub, id, 2);
	expect(await drain(workflow)).toEqual([[2]]);
	timePasses(hub, { seconds: 200 });
	await join(hub, id, 3);
	expect(await drain(workflow)).toEqual([[3]]);
	timePasses(hub, { seconds: 51 });
	expect(await drain(workflow)).toEqual([[1]]);
	timePasses(hub, { seconds: 600 });
	await join(hub, id, 4);
	expect(await drain(workflow)).toEqual([[4]]);
});

test('nobody is lost who shows just within five minutes, though dates have whole seconds', async () => {
	const { hub, id, workflow } = await watch();
	const second = Math.floor(Date.now() / 1_000) * 1_000;
	jest.setSystemTime(second + 900);
	hub.quirks.lateVisibility = 299_900;
	await join(hub, id, 1);
	hub.quirks.lateVisibility = 0;
	await join(hub, id, 2);
	expect(await drain(workflow)).toEqual([[2]]);
	jest.setSystemTime(second + 300_000);
	await join(hub, id, 3);
	expect(await drain(workflow)).toEqual([[3]]);
	jest.setSystemTime(second + 300_800);
	expect(await drain(workflow)).toEqual([[1]]);
});

test('nobody is lost who shows between two pages of one poll', async () => {
	const { hub, id, workflow } = await watch();
	hub.quirks.memberRowCap = 2;
	hub.quirks.lateVisibility = 295_000;
	await join(hub, id, 1);
	hub.quirks.lateVisibility = 0;
	await join(hub, id, 2, 3);
	timePasses(hub, { seconds: 290 });
	hub.faults.plan(({ method }) => {
		if (method === 'GET' && hub.requests.length === 2) {
			// Eleven seconds later the next page shows a customer who joined just now.
			timePasses(hub, { seconds: 11 });
			hub.addMembers(id, [4]);
		}
		return undefined;
	});
	expect(await drain(workflow)).toEqual([[2, 3, 4], [1]]);
});

test('the dates of the server decide, not the clock of n8n', async () => {
	const { hub, id, workflow } = await watch();
	hub.quirks.serverClockOffset = -3 * 24 * 3600_000;
	hub.quirks.lateVisibility = 200_000;
	await join(hub, id, 1);
	hub.quirks.lateVisibility = 0;
	await join(hub, id, 2);
	expect(await drain(workflow)).toEqual([[2]]);
	timePasses(hub, { seconds: 201 });
	expect(await drain(workflow)).toEqual([[1]]);
});

test.each([1, 60, 100, 10_000])(
	'each is emitted once when they show in any order, %d rows a page',
	async (rows) => {
		const { hub, id, workflow } = await watch();
		hub.quirks.memberRowCap = rows;
		hub.quirks.lateVisibilitySpread = 299_000;
		const emitted: unknown[] = [];
		for (const round of upFrom(0, 20)) {
			await join(hub, id, ...upFrom(1 + round * 10, 10));
			timePasses(hub, { seconds: 45 });
			emitted.push(...customersOf(await workflow.poll()));
		}
		timePasses(hub, { seconds: 300 });
		emitted.push(...(await drain(workflow)).flat());
		expect(emitted.sort((one, other) => Number(one) - Number(other))).toEqual(upFrom(1, 200));
	},
);

test('nobody is lost of a burst that shows in any order while it drains, poll by poll', async () => {
	const { hub, id, workflow } = await watch();
	hub.quirks.lateVisibilitySpread = 299_000;
	for (const block of upFrom(0, 13)) await join(hub, id, ...upFrom(block * 1_000, 1_000));
	const emitted: unknown[] = [];
	for (const minute of upFrom(1, 16)) {
		emitted.push(...customersOf(await workflow.poll()));
		expect([minute, workflow.state.seen!.length <= 10_000]).toEqual([minute, true]);
		timePasses(hub, { seconds: 60 });
	}
	expect(emitted.sort((one, other) => Number(one) - Number(other))).toEqual(upFrom(0, 13_000));
});
