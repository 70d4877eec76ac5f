import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { check, lock } from 'proper-lockfile';
import { state } from './places';

/** One hash over the contents and names of files and folders; what doesn't exist counts as empty. */
export function fingerprint(root: string, paths: string[], ...more: unknown[]): string {
	const hash = createHash('sha256');
	for (const path of paths.flatMap((each) => filesUnder(join(root, each))))
		hash
			.update(`${relative(root, path)}\0`)
			.update(readFileSync(path))
			.update('\0');
	return hash.update(JSON.stringify(more)).digest('hex');
}

function filesUnder(path: string): string[] {
	if (!existsSync(path)) return [];
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path)
		.sort()
		.flatMap((name) => filesUnder(join(path, name)));
}

/** Does the work unless the file says that it was done for exactly this; writes it down afterwards. */
export async function once(stampFile: string, print: string, work: () => Promise<unknown>): Promise<void> {
	const isDone = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === print;
	if (isDone()) return;
	const letGo = await alone(stampFile);
	try {
		if (isDone()) return;
		await work();
		mkdirSync(dirname(stampFile), { recursive: true });
		writeFileSync(stampFile, print);
	} finally {
		await letGo();
	}
}

/** Waits while another process works on the same: two installations into one folder destroy each other. */
async function alone(name: string): Promise<() => Promise<void>> {
	const file = `${state}/locks/${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
	mkdirSync(dirname(file), { recursive: true });
	// A lock whose owner is gone counts for nothing after `stale` ms: a busy machine must not look like one.
	const settings = { realpath: false, stale: 60_000 };
	if (await check(file, settings)) console.log('  Another process is doing this already; waiting for it …');
	return await lock(file, { ...settings, retries: { forever: true, factor: 1, minTimeout: 1000 } });
}
