// n8n's logger writes every error of a node to the console, and many tests are about errors.
process.env.N8N_LOG_LEVEL ??= 'silent';

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
	coverageReporters: ['text-summary', 'lcov'],
	// Only what hangs is ended by it: no test waits for real time, however slow a busy machine makes it.
	testTimeout: 600_000,
	silent: true,
};
