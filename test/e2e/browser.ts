import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { BrowserContextOptions, LaunchOptions } from '@playwright/test';
import { Failure } from '../../harness/children';
import { installFromDebian } from '../../harness/debian';
import { state } from './places';

/** The second font is for Chinese: its characters are boxes without it. */
const debianPackages = ['chromium', 'fonts-liberation', 'fonts-wqy-zenhei'];

const chromiumAt = () =>
	['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
/** Any font with Chinese characters will do. */
const hasChinese = () => (spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout ?? '') !== '';

/** Where the browser is; installs what is missing where it may, or says how to. */
export async function installBrowser(): Promise<string> {
	if (process.env.CHROMIUM) return process.env.CHROMIUM;
	if (!chromiumAt() || !hasChinese())
		await installFromDebian(
			debianPackages,
			'A Chromium and a Chinese font are needed; name yours with CHROMIUM=/path/to/chromium, or install them.',
			`${state}/logs/apt.log`,
		);
	const installed = chromiumAt();
	if (!installed) throw new Failure('Chromium was installed, and is not there.');
	return installed;
}

export const launchOptions = (): LaunchOptions => ({
	executablePath: process.env.CHROMIUM ?? chromiumAt(),
	args: [
		'--no-sandbox',
		'--disable-gpu',
		'--disable-quic',
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync',
		'--hide-scrollbars',
		'--force-color-profile=srgb',
	],
});

export const contextOptions: BrowserContextOptions = {
	/** As of a browser with a window: n8n takes a click of a headless one for a robot's, and no robot may approve anything. */
	userAgent:
		'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
	viewport: { width: 1280, height: 800 },
	locale: 'en-GB',
	colorScheme: 'light',
};
