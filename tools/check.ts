// `npm test`: everything that is checked without a real n8n. With `--checks` no tests run; with other arguments only the
// tests that they name.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { execa } from 'execa';
import { Failure } from '../harness/children';
import { toTheEnd } from '../harness/ending';

const root = resolve(import.meta.dirname, '..');
const results = `${root}/coverage/results.json`;
/** Half a point below what was measured. */
const floor = { global: { statements: 97.7, branches: 93.5, functions: 98.8, lines: 98.6 } };

const checks = {
	lint: ['npm', 'run', 'lint', '--silent'],
	types: ['npm', 'run', 'typecheck', '--silent'],
	'unused code': ['node_modules/.bin/knip'],
	workflows: ['node_modules/.bin/tsx', 'tools/lintWorkflows.ts'],
	build: ['npm', 'run', 'build', '--silent'],
	scan: ['node_modules/.bin/tsx', 'tools/scan.ts'],
};

void toTheEnd(async () => {
	const started = Date.now();
	const done = (what: string) =>
		console.log(
			`\nAll good: ${Object.keys(checks).join(', ')}${what} in ${((Date.now() - started) / 60_000).toFixed(1)} min.`,
		);
	for (const command of Object.values(checks)) await run(command);
	const chosen = process.argv.slice(2);
	if (chosen.includes('--checks')) return done('');
	if (chosen.length > 0) return await run(['node_modules/.bin/jest', ...chosen]);
	await run([
		'node_modules/.bin/jest',
		'--silent',
		'--coverage',
		`--coverageThreshold=${JSON.stringify(floor)}`,
		'--json',
		`--outputFile=${results}`,
	]);
	const { numPassedTests } = JSON.parse(readFileSync(results, 'utf8')) as { numPassedTests: number };
	done(` and ${numPassedTests.toLocaleString('en')} tests`);
});

async function run([command, ...args]: string[]): Promise<void> {
	const { exitCode } = await execa(command, args, { cwd: root, stdio: 'inherit', reject: false });
	if (exitCode !== 0) throw new Failure(`Failed: ${[command, ...args].join(' ')}`);
}
