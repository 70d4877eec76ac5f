import type { FaultKind } from '../../sandbox';
import { useSandbox } from '../support/hub';
import { asked } from '../support/membersOf';
import { runNode } from '../support/runNode';

const sandbox = useSandbox();
const create = (more = {}) => ({
	resource: 'group',
	operation: 'create',
	name: '金卡会员',
	ifNameExists: 'create',
	...more,
});
const creates = () => asked(sandbox(), '/v1/lists', 'POST');

describe('another group of that name, created in the same second', () => {
	/** Somebody creates a group of the same name just before the create is answered for the nth time. */
	const beside = (nth: number, kind: FaultKind) => {
		const hub = sandbox();
		let sent = 0;
		hub.faults.plan(({ method }) => {
			if (method !== 'POST' || (sent += 1) !== nth) return undefined;
			hub.addGroup({ name: '金卡会员' });
			return kind;
		});
		return hub;
	};

	test('leaves it unknown which is the new one, so both are listed', async () => {
		const hub = beside(1, 'lost');
		const { error, json } = await runNode(hub, { parameters: create() });
		expect(json).toEqual([]);
		expect(error).toBeRefused({
			item: 0,
			outcome: 'unknown',
			says: 'notKnownWhichIsNew',
			names: ['“金卡会员” (ID 1, created ', '“金卡会员” (ID 2, created '],
		});
		expect(creates()).toHaveLength(1);
	});

	test('is not the new one where its ID is below one that the run has created', async () => {
		const hub = sandbox();
		let sent = 0;
		hub.addGroup({ name: '金卡会员' });
		hub.faults.plan(({ method }) => (method === 'POST' && (sent += 1) === 2 ? 'lost' : undefined));
		const result = await runNode(hub, { input: [{}, {}], parameters: create() });
		expect(result.json.map(({ id }) => id)).toEqual([2, 3]);
	});

	test('is not the new one where the run had read the groups before', async () => {
		const hub = sandbox();
		for (const name of ['银卡会员', '金卡会员']) hub.addGroup({ name });
		hub.faults.add({ kind: 'lost', match: { method: 'POST' } });
		const { json } = await runNode(hub, {
			input: [
				{ name: '银卡会员', mode: 'useExisting' },
				{ name: '金卡会员', mode: 'create' },
			],
			parameters: create({ name: '={{ $json.name }}', ifNameExists: '={{ $json.mode }}' }),
		});
		expect(json.map(({ id }) => id)).toEqual([1, 3]);
	});
});
