const base = require('./jest.config.js');

/**
 * How much memory a million members take: minutes, so not a part of `npm test`. `npx jest -c jest.memory.config.js`
 * @type {import('jest').Config}
 */
module.exports = {
	...base,
	testMatch: ['**/*.memory.ts'],
	setupFilesAfterEnv: [],
	collectCoverage: false,
	testTimeout: 600_000,
};
