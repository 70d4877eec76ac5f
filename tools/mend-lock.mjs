// npm 11 writes optional dependencies into the lock that it gives no entry of their own, and then `npm ci` refuses
// that lock as out of step. Others it calls extraneous instead of optional, and then npm 10 wants those of all platforms.
// Run after every `npm install`: node tools/mend-lock.mjs [package-lock.json …]
import { readFileSync, writeFileSync } from 'node:fs';

for (const file of process.argv.length > 2 ? process.argv.slice(2) : ['package-lock.json']) {
	const lock = JSON.parse(readFileSync(file, 'utf8'));
	const resolves = (from, name) => {
		for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules') - 1))) {
			if (lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
			if (at === '') return false;
		}
	};
	let dropped = 0;
	let optional = 0;
	for (const [path, entry] of Object.entries(lock.packages)) {
		if (entry.extraneous && entry.os) {
			delete entry.extraneous;
			entry.optional = true;
			optional += 1;
		}
		for (const name of Object.keys(entry.optionalDependencies ?? {})) {
			if (resolves(path, name)) continue;
			delete entry.optionalDependencies[name];
			dropped += 1;
		}
	}
	if (dropped + optional) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
	console.log(
		`${file}: ${dropped} optional dependencies without an entry dropped, ${optional} entries made optional`,
	);
}
