import type { IDataObject } from 'n8n-workflow';
import { byName, person } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

const hub = useSandbox({ quirks: { anyCustomer: false } });

beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
	hub().addCustomer({ mobile: '13800138000' });
});

const unknown = (count: number) => Array.from({ length: count }, (_, at) => `139${String(10_000_000 + at)}`);
const failing = async (operation: string, input: IDataObject[]) => {
	const { error } = await runNode(hub(), { input, parameters: person(operation, 'mobile') });
	return `${error?.message}\n${error?.description}`;
};

test.each(['add', 'remove', 'sync'])(
	'all unknown people are named with their items: %s',
	async (operation) => {
		const text = await failing(
			operation,
			['13800138000', ...unknown(3)].map((mobile) => ({ mobile })),
		);
		for (const [at, mobile] of unknown(3).entries()) expect(text).toContain(`“${mobile}” (item ${at + 1})`);
		expect(text).toMatch(/There is no customer with the mobile number “13910000000” \[item 1\]/);
	},
);

test('of many, the first twenty are named, and how many more there are', async () => {
	const text = await failing(
		'add',
		unknown(30).map((mobile) => ({ mobile })),
	);
	expect(text).toContain('30 were refused in all');
	expect(text).toContain('“13910000019” (item 19) and 10 more');
	expect(text).not.toContain('13910000020');
});

test.each(['add', 'sync'])(
	'all values that cannot be read are named, and nothing is sent: %s',
	async (operation) => {
		const text = await failing(operation, [
			{ mobile: '13800138000' },
			{ mobile: '13800138000转8' },
			{ mobile: '1. 13800138000' },
		]);
		expect(text).toContain('“13800138000转8” (item 1), “1. 13800138000” (item 2)');
		expect(hub().requests).toEqual([]);
	},
);

test.each([
	['the group', { group: byName('银卡会员') }, 'There is no group named'],
	['a credential', {}, 'DM Hub refused'],
])('nobody is named where %s is at fault', async (what, more, says) => {
	if (what === 'a credential') hub().faults.add({ kind: 'refuse', status: 401, body: '', times: 99 });
	const input = unknown(3).map((mobile) => ({ mobile }));
	const { error } = await runNode(hub(), { input, parameters: { ...person('add', 'mobile'), ...more } });
	expect(error?.message).toContain(says);
	expect(error?.description).not.toContain('13910000');
});
