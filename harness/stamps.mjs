import { createHash } from 'node:crypto';
import {
	existsSync,
	linkSync,
	mkdirSync,
	readFileSync,
	readdirSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { state } from './places.mjs';

/** One hash over the contents and names of files and folders; what doesn't exist counts as empty. */
export function fingerprint(root, paths, ...more) {
	const hash = createHash('sha256');
	for (const path of paths.flatMap((each) => filesUnder(join(root, each))))
		hash
			.update(`${relative(root, path)}\0`)
			.update(readFileSync(path))
			.update('\0');
	return hash.update(JSON.stringify(more)).digest('hex');
}

function filesUnder(path) {
	if (!existsSync(path)) return [];
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path)
		.sort()
		.flatMap((name) => filesUnder(join(path, name)));
}

/** Does the work unless the file says that it was done for exactly this; writes it down afterwards. */
export async function once(stampFile, print, work) {
	const isDone = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === print;
	if (isDone()) return;
	const letGo = await alone(stampFile);
	try {
		if (isDone()) return;
		await work();
		mkdirSync(dirname(stampFile), { recursive: true });
		writeFileSync(stampFile, print);
	} finally {
		letGo();
	}
}

/** Waits while another process works on the same: two installations into one folder destroy each other. */
async function alone(name) {
	const lock = `${state}/locks/${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
	const own = `${lock}.${process.pid}`;
	mkdirSync(dirname(lock), { recursive: true });
	// Linked, so that the lock is never there without its process.
	writeFileSync(own, String(process.pid));
	for (let told = false; ; await sleep(1000)) {
		try {
			linkSync(own, lock);
			rmSync(own);
			return () => rmSync(lock, { force: true });
		} catch (error) {
			if (error.code !== 'EEXIST') throw error;
		}
		if (!existsSync(lock)) continue;
		const other = Number(readFileSync(lock, 'utf8'));
		if (!isAlive(other)) rmSync(lock, { force: true });
		else if (!told) {
			console.log(`  Process ${other} is doing this already; waiting for it …`);
			told = true;
		}
	}
}

function isAlive(pid) {
	try {
		return pid > 0 && process.kill(pid, 0);
	} catch (error) {
		return error.code === 'EPERM';
	}
}
