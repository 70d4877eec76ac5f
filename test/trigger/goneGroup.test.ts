import { byId, byName } from '../support/parameters';
import { useSandbox } from '../support/sandbox';
import { ActiveWorkflow, drain, join, timePasses } from '../support/trigger';

const sandbox = useSandbox();

describe('a group that is gone', () => {
	const anHour = 3_600_000;

	async function watch(choose: (id: string) => ReturnType<typeof byId>, members = 1) {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: '金卡会员' });
		if (members > 0) hub.addMembers(id, members);
		const workflow = new ActiveWorkflow(hub, { parameters: { group: choose(id) } });
		await workflow.poll();
		return { hub, id, workflow };
	}
	const named = () => byName('金卡会员');

	test('is refused with the next poll when it was chosen by ID, even when another gets its name', async () => {
		const { hub, id, workflow } = await watch(byId);
		hub.deleteGroup(id);
		hub.addGroup({ name: '金卡会员' });
		for (let poll = 1; poll <= 2; poll += 1)
			expect((await workflow.poll()).error?.message).toBe(`There is no group with the ID ${id}`);
	});

	test.each(['empty', 'refuse'] as const)(
		'gives way to one of its name that was made anew, and nobody who has joined that is lost (reads: %s)',
		async (unknownGroupReads) => {
			const { hub, id, workflow } = await watch(named);
			hub.quirks.unknownGroupReads = unknownGroupReads;
			hub.deleteGroup(id);
			const anew = hub.addGroup({ name: '金卡会员' });
			hub.addMembers(anew.id, [7, 8]);
			expect(await drain(workflow)).toEqual([[7, 8]]);
			await join(hub, anew.id, 9);
			expect(await drain(workflow)).toEqual([[9]]);
		},
	);

	test('gives way to one that had its name before, of which nobody is new', async () => {
		const { hub, id, workflow } = await watch(named);
		const other = hub.addGroup({ name: '金卡会员' });
		hub.addMembers(other.id, [7, 8]);
		timePasses(hub, { seconds: 60 });
		expect(await drain(workflow)).toEqual([]);
		hub.deleteGroup(id);
		expect(await drain(workflow)).toEqual([]);
		await join(hub, other.id, 9);
		expect(await drain(workflow)).toEqual([[9]]);
	});

	test.each([0, 1])('is missed with the next poll when it was empty (it had %d members)', async (members) => {
		const { hub, id, workflow } = await watch(named, members);
		if (members > 0) hub.removeMember(id, 1);
		for (let poll = 1; poll <= 3; poll += 1) {
			timePasses(hub, { seconds: 60 });
			expect(await drain(workflow)).toEqual([]);
		}
		hub.deleteGroup(id);
		const anew = hub.addGroup({ name: '金卡会员' });
		timePasses(hub, { seconds: 60 });
		await join(hub, anew.id, 5);
		expect(await drain(workflow)).toEqual([[5]]);
	});

	test('loses nobody who joined its successor while the name was not unique', async () => {
		const { hub, id, workflow } = await watch(named);
		hub.deleteGroup(id);
		const [one, other] = [1, 2].map(() => hub.addGroup({ name: '金卡会员' }));
		await join(hub, one.id, 5);
		for (let poll = 1; poll <= 2; poll += 1) {
			timePasses(hub, { seconds: 60 });
			expect((await workflow.poll()).error?.message).toContain('There are 2 groups named “金卡会员”');
		}
		hub.deleteGroup(other.id);
		expect(await drain(workflow)).toEqual([[5]]);
	});

	test('is refused while none or several groups have its name, until one has it', async () => {
		const { hub, id, workflow } = await watch(named);
		hub.deleteGroup(id);
		const gone = `The group that this trigger watched (ID ${id}) was deleted. `;
		expect((await workflow.poll()).error?.message).toBe(`${gone}There is no group named “金卡会员”`);
		const [one, other] = [1, 2].map(() => hub.addGroup({ name: '金卡会员' }));
		const { error } = await workflow.poll();
		expect(error?.message).toBe(`${gone}There are 2 groups named “金卡会员”`);
		expect(error?.description).toContain(`(ID ${other.id}, `);
		hub.deleteGroup(other.id);
		expect(await drain(workflow)).toEqual([]);
		await join(hub, one.id, 3);
		expect(await drain(workflow)).toEqual([[3]]);
	});

	test('is refused in a test run, too, unless another group has its name now', async () => {
		const { hub, id, workflow } = await watch(named);
		hub.deleteGroup(id);
		await expect(workflow.tryOut()).rejects.toThrow(`(ID ${id}) was deleted`);
		const anew = hub.addGroup({ name: '金卡会员' });
		hub.addMembers(anew.id, [5]);
		expect((await workflow.tryOut()).json).toMatchObject([{ customerId: 5 }]);
	});

	test('is refused at once, in the server’s words, where the server says so', async () => {
		const { hub, id, workflow } = await watch(byId);
		hub.quirks.unknownGroupReads = 'refuse';
		hub.deleteGroup(id);
		const { error } = await workflow.poll();
		expect(error?.message).toContain(`There is no group with the ID ${id}; DM Hub refused`);
		expect(error?.message).toContain('permission is not enough');
	});

	test('is not confused with a group that everybody has left', async () => {
		const { hub, id, workflow } = await watch(named);
		hub.removeMember(id, 1);
		hub.clearLog();
		expect(await workflow.poll()).toEqual({ json: [], started: false });
		expect(await workflow.poll()).toEqual({ json: [], started: false });
		const perPoll = ['/v1/listMembers', '/v1/lists'];
		expect(hub.requests.map(({ path }) => path)).toEqual([...perPoll, ...perPoll]);
		await join(hub, id, 2);
		expect(await drain(workflow)).toEqual([[2]]);
	});

	test('is not looked for again and again while a group stays empty', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: '金卡会员' });
		const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) } });
		await workflow.poll();
		jest.advanceTimersByTime(anHour);
		hub.clearLog();
		for (let poll = 1; poll <= 3; poll += 1) await workflow.poll();
		expect(hub.requests.map(({ path }) => path)).toEqual([
			'/v1/listMembers',
			'/v1/lists',
			'/v1/listMembers',
			'/v1/listMembers',
		]);
	});
});
