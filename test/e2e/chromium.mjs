import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { runNpm } from '../../harness/children.mjs';
import { step } from '../../harness/progress.mjs';
import { fingerprint, once } from '../../harness/stamps.mjs';
import { installFromDebian } from '../debian.mjs';
import { e2e, state } from './places.mjs';

/** The second font is for Chinese: its characters are boxes without it. */
const debianPackages = ['chromium', 'fonts-liberation', 'fonts-wqy-zenhei'];

const chromiumAt = () =>
	['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
/** Any font with Chinese characters will do. */
const hasChinese = () => (spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout ?? '') !== '';

/** @returns where the browser is; installs what is missing where it may, or says how to */
export async function installBrowser() {
	await once(`${e2e}/node_modules/.e2e-stamp`, fingerprint(e2e, ['package-lock.json']), () =>
		step('The browser driver, from npm', () =>
			runNpm(['ci', '--ignore-scripts', '--loglevel=error', '--no-audit', '--no-fund'], {
				cwd: e2e,
				log: `${state}/logs/install-driver.log`,
				otherwise: 'The browser driver could not be installed from npm.',
			}),
		),
	);
	if (process.env.CHROMIUM) return process.env.CHROMIUM;
	if (chromiumAt() && hasChinese()) return chromiumAt();
	await installFromDebian(
		debianPackages,
		'A Chromium and a Chinese font are needed; name yours with CHROMIUM=/path/to/chromium, or install them.',
		`${state}/logs/apt.log`,
	);
	return chromiumAt();
}
