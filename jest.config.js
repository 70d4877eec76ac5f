// n8n's logger writes every error of a node to the console, and many tests are about errors.
process.env.N8N_LOG_LEVEL ??= 'silent';

// A path or a pattern names a part of the suite, of which the floor would say nothing.
const isWholeSuite = process.argv.slice(2).every((arg) => /^--(ci|coverage|silent)/.test(arg));

/** @type {import('jest').Config} */
module.exports = {
	runtime: '<rootDir>/test/support/runtime.js',
	testEnvironment: 'node',
	// Jest leaves a core to itself otherwise, and of two that is half.
	maxWorkers: 2,
	setupFilesAfterEnv: ['<rootDir>/test/support/setup.ts'],
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } } },
		],
	},
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	// Half a point below what was measured; looked at with `--coverage` only.
	...(isWholeSuite
		? { coverageThreshold: { global: { statements: 97.7, branches: 93.5, functions: 98.8, lines: 98.6 } } }
		: {}),
	coverageReporters: ['text-summary', 'lcov'],
	// Only what hangs is ended by it: no test waits for real time, however slow a busy machine makes it.
	testTimeout: 600_000,
	silent: true,
};
