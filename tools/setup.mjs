// Makes a fresh clone ready: installs what package-lock.json names, once per lock file. Node's own modules only,
// since nothing is installed yet when this runs.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.setup-stamp`;
const lock = createHash('sha256')
	.update(readFileSync(`${root}package-lock.json`))
	.digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
	console.log('Installing the development dependencies (one to three minutes) …');
	const done = spawnSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
		cwd: root,
		stdio: 'inherit',
		shell: process.platform === 'win32',
	});
	if (done.status !== 0) process.exit(done.status ?? 1);
	writeFileSync(stamp, lock);
}
