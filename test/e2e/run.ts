import { existsSync, readFileSync } from 'node:fs';
import { execa } from 'execa';
import { Failure } from '../../harness/children';
import { toTheEnd } from '../../harness/ending';
import { installN8n } from '../../harness/install';
import { installPackage } from '../../harness/package';
import { root } from '../../harness/places';
import { installBrowser } from './browser';
import { state } from './places';

const usage = `npm run test:e2e                a new user's journey through a real n8n in a real browser, against the sandbox
npm run test:e2e -- --images    the same, and its pictures go to docs/images; anything else is handed to Playwright`;

void toTheEnd(async () => {
	const args = process.argv.slice(2);
	if (args.includes('--help')) return console.log(usage);
	await installN8n();
	const CHROMIUM = await installBrowser();
	assertWhole(await installPackage(state));
	const images = args.includes('--images');
	const { exitCode } = await execa(
		process.execPath,
		[
			`${root}/node_modules/@playwright/test/cli.js`,
			'test',
			'-c',
			import.meta.dirname,
			...args.filter((each) => each !== '--images'),
		],
		{ stdio: 'inherit', reject: false, env: { CHROMIUM, ...(images && { IMAGES: 'docs' }) } },
	);
	if (exitCode !== 0)
		throw new Failure(
			`What happened, with traces: npx playwright show-report ${state.replace(`${root}/`, '')}/report`,
		);
});

/** n8n starts without a package that it can't load, and the editor then simply does not know the node. */
function assertWhole(installed: string): void {
	const { n8n } = JSON.parse(readFileSync(`${installed}/package.json`, 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const missing = [...n8n.nodes, ...n8n.credentials].filter((file) => !existsSync(`${installed}/${file}`));
	if (missing.length > 0)
		throw new Failure(
			`The installed package lacks ${missing.join(', ')}: another build ran at the same time. Delete ${installed} and run again.`,
		);
}
