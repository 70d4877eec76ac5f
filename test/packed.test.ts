import { execFileSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import type { INodeType } from 'n8n-workflow';
import type { ConvertlabApi } from '../credentials/ConvertlabApi.credentials';
import { appCredential } from './support/credential';
import { customers } from './support/inputs';
import { byId, member } from './support/parameters';
import { runNode } from './support/run';
import { useSandbox } from './support/sandbox';

/** The package as `npm publish` would send it, where n8n looks for it. */
const root = join(__dirname, '..');
const hub = useSandbox();
let folder: string;
let loader: PackageDirectoryLoader;

beforeAll(async () => {
	assertBuilt();
	folder = mkdtempSync(join(tmpdir(), 'convertlab-packed-'));
	const npm = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
	const [{ filename }] = JSON.parse(execFileSync('npm', npm, { cwd: root, encoding: 'utf8' })) as [
		{ filename: string },
	];
	execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
	const modules = join(folder, 'node_modules');
	mkdirSync(modules);
	const installed = join(modules, 'n8n-nodes-convertlab');
	renameSync(join(folder, 'package'), installed);
	// The one thing that it may ask for, and n8n has it.
	symlinkSync(
		dirname(require.resolve('n8n-workflow/package.json')),
		join(modules, 'n8n-workflow'),
		'junction',
	);
	loader = new PackageDirectoryLoader(installed);
	await loader.loadAll();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is loaded is what was built: an older build would say nothing of these sources. */
function assertBuilt(): void {
	const changed = (folders: string[], kind: RegExp) =>
		folders
			.flatMap((folder) =>
				readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
					join(folder, file),
				),
			)
			.filter((file) => kind.test(file))
			.map((file) => statSync(join(root, file)).mtimeMs);
	const built = existsSync(join(root, 'dist/nodes')) ? changed(['dist'], /\.js$/) : [0];
	const written = changed(['nodes', 'credentials'], /\.(ts|json|svg)$/);
	if (Math.min(...built) < Math.max(...written))
		throw new Error('The build is older than the sources: npm run build');
}

const loaded = (name: string) => loader.nodeTypes[name].type as INodeType;

test('n8n loads the nodes and the credential, with their icons', () => {
	expect(Object.keys(loader.nodeTypes)).toEqual(['convertlabGroups', 'convertlabGroupsTrigger']);
	expect(Object.keys(loader.credentialTypes)).toEqual(['convertlabApi']);
	expect(loader.known.credentials.convertlabApi.supportedNodes).toEqual([
		'convertlabGroups',
		'convertlabGroupsTrigger',
	]);
	for (const name of Object.keys(loader.nodeTypes)) {
		const { iconUrl, codex } = loaded(name).description;
		expect([iconUrl].flatMap((icon) => (typeof icon === 'object' ? Object.values(icon) : icon))).toEqual([
			expect.stringMatching(/convertlab\.svg$/),
			expect.stringMatching(/convertlab\.dark\.svg$/),
		]);
		expect(codex).toMatchObject({ categories: expect.anything() as unknown });
	}
});

test('icons, codex files and output schemas are in the package as in the sources', () => {
	const assets = ['nodes', 'credentials'].flatMap((part) =>
		readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
			.filter((file) => /\.(svg|json)$/.test(file))
			.map((file) => join(part, file)),
	);
	const contents = (from: string) =>
		assets.map((file) => [file, existsSync(join(from, file)) && readFileSync(join(from, file), 'utf8')]);
	expect(assets).not.toEqual([]);
	expect(contents(join(loader.directory, 'dist'))).toEqual(contents(root));
});

test('the loaded nodes fetch a token and add customers', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	const { type } = loader.credentialTypes.convertlabApi;
	const credential = appCredential(hub(), {}, type as ConvertlabApi);
	const { items, error } = await runNode(hub(), {
		type: loaded('convertlabGroups'),
		credential,
		input: customers(7, 8),
		parameters: member('add', byId(id)),
	});
	expect(error).toBeUndefined();
	expect(items).toHaveLength(2);
	expect(hub().customersIn(id)).toEqual(new Set(['7', '8']));
	expect(credential.writes).toBe(1);
});
