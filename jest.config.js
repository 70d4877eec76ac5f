const { join } = require('node:path');

// n8n's logger writes every error of a node to the console, and many tests are about errors.
process.env.N8N_LOG_LEVEL ??= 'silent';

/**
 * Another n8n than the one in node_modules, for the node and the tests alike: `N8N_HOST=n8n-1.123` names a folder of
 * hosts/, `N8N_HOST=harness` is the whole n8n under harness/n8n. tools/hosts.ts runs them all.
 */
const { N8N_HOST: host } = process.env;
const modules = join('<rootDir>', host === 'harness' ? 'harness/n8n' : `hosts/${host}`, 'node_modules');
const ofHost = {
	'^(n8n-core|n8n-workflow|reflect-metadata)$': `${modules}/$1`,
	'^(n8n-core|n8n-workflow)/(.*)$': `${modules}/$1/$2`,
	// The tests' own. What n8n itself requires by path (`@n8n/utils/…`) Node finds as the package exports it.
	'^@n8n/(di|config)$': `${modules}/@n8n/$1`,
};

const common = {
	rootDir: __dirname,
	roots: ['<rootDir>/test'],
	// The n8n of the other suites keeps packages there.
	modulePathIgnorePatterns: ['/\\.state/'],
	runtime: '<rootDir>/test/jest/runtime.js',
	testEnvironment: 'node',
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } } },
		],
	},
	moduleNameMapper: host ? ofHost : {},
	restoreMocks: true,
};
const setup = '<rootDir>/test/jest/setup.ts';
/** For what takes minutes, and repeats thousands of runs. */
const patient = '<rootDir>/test/jest/patient.ts';

const projects = [
	{ ...common, displayName: 'unit', testMatch: ['**/*.test.ts'], setupFilesAfterEnv: [setup] },
	{
		...common,
		displayName: 'random',
		testMatch: ['**/properties/*.test.ts', '**/*.property.test.ts'],
		setupFilesAfterEnv: [setup, patient],
	},
	{ ...common, displayName: 'memory', testMatch: ['**/*.memory.ts'], setupFilesAfterEnv: [patient] },
];

// `npx jest some/test.ts` means the unit tests; what takes longer is named: `--selectProjects random memory`.
const isChosen = process.argv.includes('--selectProjects');
// The random suites run small among the unit tests, and in full here.
if (isChosen && process.argv.includes('random')) process.env.TRUST_RUNS ??= '720';

/** @type {import('jest').Config} */
module.exports = {
	projects: isChosen ? projects : projects.slice(0, 1),
	// Jest leaves a core to itself otherwise, and of two that is half.
	maxWorkers: '100%',
	// Only what hangs is ended by it: no test waits for real time.
	testTimeout: 120_000,
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	coverageReporters: ['text-summary', 'lcov'],
};
