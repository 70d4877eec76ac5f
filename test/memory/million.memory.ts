import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { byId, member } from '../support/parameters';
import { useSandbox } from '../support/sandbox';
import type { Order, Took } from './measuredRun';

const sandbox = useSandbox();
const MB = 1024 * 1024;
const MILLION = 1_000_000;
const FIRST_LONG = '1627652953215200001';

/** Runs the node in a process of its own; the sandbox with its million rows stays in this one. */
async function measure(what: 'process' | 'alive', order: Omit<Order, 'url' | 'accessToken'>): Promise<Took> {
	const { url, accessToken } = sandbox();
	const script = ['--import', 'tsx', join(__dirname, 'measuredRun.ts')];
	const child = spawn(
		process.execPath,
		[...(what === 'alive' ? ['--expose-gc'] : []), ...script, JSON.stringify({ url, accessToken, ...order })],
		{ stdio: ['ignore', 'pipe', 'inherit'] },
	);
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

// A file of a million lines has 60 MB: whoever held it would be found out.
it.each([
	['the process', 'process' as const, 150],
	// Twelve pages may be read ahead, and the answers on their way.
	['what is alive', 'alive' as const, 40],
])('exports 1,000,000 members in the memory of 100,000: %s', async (_, what, most) => {
	const small = await measure(what, { parameters: member('exportToFile', groupOf(MILLION / 10, '1')) });
	const large = await measure(what, { parameters: member('exportToFile', groupOf(MILLION, '1')) });
	expect([small.json, large.json]).toMatchObject([[{ members: MILLION / 10 }], [{ members: MILLION }]]);
	expect(large.grown - small.grown).toBeLessThan(most * MB);
});

// Some 27 requests for each page of members, and a file of 90 MB.
it('exports 1,000,000 members with three fields of their customers in the memory of 100,000', async () => {
	const options = { customerFields: ['name', 'mobile', 'email'] };
	const exporting = async (members: number) =>
		await measure('process', {
			parameters: member('exportToFile', groupOf(members, FIRST_LONG), { options }),
		});
	const small = await exporting(MILLION / 10);
	const large = await exporting(MILLION);
	expect([small.json, large.json]).toMatchObject([[{ members: MILLION / 10 }], [{ members: MILLION }]]);
	expect(large.grown - small.grown).toBeLessThan(150 * MB);
});

const sync = (group: INodeParameters, dryRun = false) =>
	member('sync', group, { dryRun, customersFrom: 'list', customerIds: '={{ $json.customerIds }}' });

it('syncs 1,000,000 IDs in one field with 1,000,000 members while the process grows by less than 400 MB', async () => {
	const { json, grown } = await measure('process', {
		parameters: sync(groupOf(MILLION, '1')),
		customers: { count: MILLION, first: '1' },
	});
	expect(json).toMatchObject([{ wanted: MILLION, unchanged: MILLION, added: 0, removed: 0 }]);
	expect(grown).toBeLessThan(400 * MB);
});

it.each([
	['the same', FIRST_LONG, { unchanged: MILLION, added: 0, removed: 0 }],
	['as many others', '1827652953215200001', { unchanged: 0, added: MILLION, removed: MILLION }],
])('compares 1,000,000 members of 19 digits with less than 200 MB alive: %s', async (_, first, figures) => {
	const { json, grown } = await measure('alive', {
		parameters: sync(groupOf(MILLION, FIRST_LONG), true),
		customers: { count: MILLION, first },
	});
	expect(json).toMatchObject([figures]);
	expect(grown).toBeLessThan(200 * MB);
});
