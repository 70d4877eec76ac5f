import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

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
	if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === print) return;
	await work();
	mkdirSync(dirname(stampFile), { recursive: true });
	writeFileSync(stampFile, print);
}
