// npm 11 writes optional dependencies into the lock that it gives no entry of their own, and then `npm ci` refuses
// that lock as out of step. Run after every `npm install`: node tools/mend-lock.mjs [package-lock.json …]
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
	for (const [path, entry] of Object.entries(lock.packages)) {
		for (const name of Object.keys(entry.optionalDependencies ?? {})) {
			if (resolves(path, name)) continue;
			delete entry.optionalDependencies[name];
			dropped += 1;
		}
	}
	if (dropped) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
	console.log(`${file}: ${dropped} optional dependencies without an entry dropped`);
}
