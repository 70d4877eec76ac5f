const { createRequire } = require('node:module');
const { sep } = require('node:path');
const Runtime = require('jest-runtime').default;

const INSTALLED = `${sep}node_modules${sep}`;

/**
 * Jest loads every module anew for every test file, and n8n's core takes a second of that. Here Node itself loads what
 * is installed, once per worker; what is in this repository and what a test mocks stays Jest's. It saves a second a file, and
 * reaches into Jest's private parts: so package.json pins Jest's version.
 */
module.exports = class extends Runtime {
	requireModule(from, name, options, isActual) {
		if (name && !options?.isInternalModule && !this._resolution.isCoreModule(name)) {
			const path = this._resolution.getCjsMockModule(from, name) ?? this._resolution.resolveCjs(from, name);
			if (path.includes(INSTALLED)) return createRequire(from)(path);
		}
		return super.requireModule(from, name, options, isActual);
	}
};
