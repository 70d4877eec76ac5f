import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { useSandbox } from '../support/hub';
import { member } from '../support/parameters';
import { byId } from '../support/runNode';
import type { Order, Took } from './run';

const sandbox = useSandbox();
const MB = 1024 * 1024;
const MILLION = 1_000_000;
const FIRST_LONG = '1627652953215200001';

/** Runs the node in a process of its own; the sandbox with its million rows stays in this one. */
async function measure(parameters: INodeParameters, customers?: Order['customers']): Promise<Took> {
	const { url, accessToken } = sandbox();
	const order: Order = { url, accessToken, parameters, customers };
	const script = ['--expose-gc', '--import', 'tsx', join(__dirname, 'run.ts'), JSON.stringify(order)];
	const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] });
	let printed = '';
	child.stdout.on('data', (piece: Buffer) => (printed += piece.toString()));
	const [code] = (await once(child, 'close')) as [number | null];
	expect(code).toBe(0);
	return JSON.parse(printed.trim().split('\n').at(-1)!) as Took;
}

function groupOf(members: number, firstCustomerId: string): INodeParameters {
	const { id } = sandbox().addGroup({ name: '金卡会员' });
	sandbox().addMembers(id, members, { firstCustomerId });
	return byId(id);
}

it('exports 1,000,000 members in the memory of 100,000', async () => {
	const small = await measure(member('exportToFile', groupOf(MILLION / 10, '1')));
	const large = await measure(member('exportToFile', groupOf(MILLION, '1')));
	expect([small.json, large.json]).toMatchObject([[{ members: MILLION / 10 }], [{ members: MILLION }]]);
	expect(large.grown - small.grown).toBeLessThan(150 * MB);
	// What is alive does not follow the size at all; a file of a million lines alone has 60 MB.
	expect(large.grownAlive - small.grownAlive).toBeLessThan(30 * MB);
});

it.each([
	['short ids', '1'],
	['ids of 19 digits', FIRST_LONG],
])('syncs 1,000,000 %s with 1,000,000 members within 400 MB', async (_, first) => {
	const group = groupOf(MILLION, first);
	const { json, grown } = await measure(
		member('sync', group, { customersFrom: 'list', customerIds: '={{ $json.customerIds }}' }),
		{ count: MILLION, first },
	);
	expect(json).toMatchObject([{ wanted: MILLION, unchanged: MILLION, added: 0, removed: 0 }]);
	expect(grown).toBeLessThan(400 * MB);
});

it('compares 1,000,000 ids with 1,000,000 other members within 400 MB', async () => {
	const group = groupOf(MILLION, FIRST_LONG);
	const { json, grown } = await measure(
		member('sync', group, { dryRun: true, customersFrom: 'list', customerIds: '={{ $json.customerIds }}' }),
		{ count: MILLION, first: '1827652953215200001' },
	);
	expect(json).toMatchObject([{ dryRun: true, added: MILLION, removed: MILLION, unchanged: 0 }]);
	expect(grown).toBeLessThan(400 * MB);
});
