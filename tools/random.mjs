// The suites of random faults and of random lives, in full: TRUST_RUNS (720) in each of nine tests, 6,480 in all.
// With `npm test` they run small. TRUST_SEED repeats what failed.
import { spawnSync } from 'node:child_process';

const files = ['test/trust/random', 'test/trigger/exactlyOnce'];
const { status } = spawnSync(
	process.execPath,
	['node_modules/jest/bin/jest.js', ...files, ...process.argv.slice(2)],
	{
		stdio: 'inherit',
		env: { TRUST_RUNS: '720', ...process.env },
	},
);
process.exit(status ?? 1);
