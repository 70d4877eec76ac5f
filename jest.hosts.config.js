/**
 * The test suite on another n8n: what `n8n-core` and `n8n-workflow` mean comes from the folder of that host, for the
 * node and the tests alike. `N8N_HOST=n8n-1.123 jest -c jest.hosts.config.js`
 */
const base = require('./jest.config.js');

const { N8N_HOST: name } = process.env;
const host = `<rootDir>/${name === 'harness' ? name : `hosts/${name}`}/node_modules`;

/** @type {import('jest').Config} */
module.exports = {
	...base,
	moduleNameMapper: {
		'^(n8n-core|n8n-workflow|reflect-metadata)$': `${host}/$1`,
		'^(n8n-core|n8n-workflow)/(.*)$': `${host}/$1/$2`,
		// The tests' own. What n8n itself requires by path (`@n8n/utils/…`) Node finds as the package exports it.
		'^@n8n/(di|config)$': `${host}/@n8n/$1`,
	},
	collectCoverage: false,
	// The core of n8n 1.x leaves a timer running.
	forceExit: true,
};
