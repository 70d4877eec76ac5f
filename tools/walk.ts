// Prints which files and functions of the package one run passes, as V8 counts them: what a newcomer has to read to follow it.
//   npx tsx tools/walk.ts [add|addByMobile|check|getAll|count|sync|copy]
import { Session } from 'node:inspector/promises';
import { createRequire } from 'node:module';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import { runChain } from '../bench/contenders/n8n';
import { createSandbox } from '../sandbox';
import { Failure, runNpm } from '../harness/children';
import { toTheEnd } from '../harness/ending';
import { sandboxApp } from '../harness/sandbox';

const root = resolve(import.meta.dirname, '..');
const group = { __rl: true, mode: 'id', value: '1' };
const member = (operation: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'member',
	operation,
	group,
	...more,
});
const walks: Record<string, INodeParameters> = {
	add: member('add', { customerBy: 'id', customerId: '={{ $json.customerId }}' }),
	addByMobile: member('add', { customerBy: 'mobile', mobile: '={{ $json.mobile }}' }),
	check: member('check', { customerBy: 'id', customerId: '={{ $json.customerId }}' }),
	getAll: member('getAll', { scope: 'group', returnAll: true }),
	count: member('count'),
	sync: member('sync', {
		customerBy: 'id',
		customerId: '={{ $json.customerId }}',
		options: { removalLimit: 100 },
	}),
	copy: member('copy', { toGroup: { ...group, value: '2' } }),
};

void toTheEnd(async () => {
	const [name = 'add'] = process.argv.slice(2);
	const parameters = walks[name];
	if (!parameters) throw new Failure(`There is a walk of ${Object.keys(walks).join(', ')}.`);
	await runNpm(['run', 'build', '--silent'], { cwd: root, otherwise: 'The package does not build.' });
	const { ConvertlabGroups } = createRequire(import.meta.url)(
		`${root}/dist/nodes/ConvertlabGroups/ConvertlabGroups.node.js`,
	) as { ConvertlabGroups: new () => INodeType };
	const hub = await createSandbox({ customers: 100 });
	hub.addMembers(hub.addGroup({ name: 'A' }).id, 3);
	hub.addGroup({ name: 'B' });
	const run = async () => {
		const input: IDataObject[] = [51, 52, 53].map((customerId) => ({
			customerId,
			mobile: String(hub.customer(customerId)?.mobile),
		}));
		await runChain(
			{ url: hub.url, token: sandboxApp.accessToken, listId: '1', targetId: '2', otherId: '', folder: '' },
			name === 'add' || name === 'addByMobile' || name === 'check' ? input : [{ customerId: 1 }],
			[{ type: new ConvertlabGroups(), parameters }],
		);
	};
	const passed = await functionsRunBy(run);
	console.log(`${hub.requests.map(({ method, path }) => `${method} ${path}`).join('\n')}\n`);
	let functions = 0;
	for (const [file, names] of passed) {
		functions += names.length;
		console.log(`${file}  ${names.join(', ')}`);
	}
	const inFolder = (folder: string) => [...passed.keys()].filter((file) => file.startsWith(folder)).length;
	console.log(
		`\n${name}: ${passed.size} files, ${functions} functions; ${inFolder('nodes/api')} of the files in nodes/api, ${inFolder('nodes/api/http') + inFolder('nodes/api/sending')} of those for a request.`,
	);
	await hub.close();
});

/** Nobody has to read a constructor, which V8 calls by its class, or what sets its fields, to follow a run. */
const isRead = (functionName: string) => functionName !== '' && !/^(?:[A-Z]|<)/.test(functionName);

/** Names by file, of what was called while it ran; what only loads a module does not count. */
async function functionsRunBy(run: () => Promise<void>): Promise<Map<string, string[]>> {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
	// What has run until here has loaded.
	await session.post('Profiler.takePreciseCoverage');
	await run();
	const { result } = await session.post('Profiler.takePreciseCoverage');
	session.disconnect();
	const passed = new Map<string, string[]>();
	for (const { url, functions } of result) {
		const built = url.startsWith('file:') ? relative(`${root}/dist`, fileURLToPath(url)) : '';
		if (!/^(nodes|credentials)\//.test(built)) continue;
		const file = built.replace(/js$/, 'ts');
		const called = functions
			.filter(({ functionName, ranges }) => isRead(functionName) && ranges[0].count > 0)
			.map(({ functionName }) => functionName);
		if (called.length > 0) passed.set(file, called);
	}
	return new Map([...passed].sort(([one], [other]) => (one < other ? -1 : 1)));
}
