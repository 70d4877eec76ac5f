import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const flags = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--hide-scrollbars',
	'--force-color-profile=srgb',
];

/** As of a browser with a window: n8n takes a click of a headless one for a robot's, and no robot may approve anything. */
const userAgent =
	'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/**
 * A browser with an empty profile that reaches this machine only.
 *
 * @returns {Promise<{ context: import('playwright-core').BrowserContext, foreign: string[], close(): Promise<void> }>}
 *   `foreign`: the addresses elsewhere that a page wanted and did not get
 */
export async function openBrowser(executablePath) {
	// Installed by this very run, so it can't be imported at the top.
	const { chromium } = await import('playwright-core');
	const profile = mkdtempSync(join(tmpdir(), 'convertlab-e2e-'));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath,
		args: flags,
		headless: true,
		userAgent,
		viewport: { width: 1280, height: 800 },
		locale: 'en-GB',
		colorScheme: 'light',
	});
	context.setDefaultTimeout(60_000);
	const foreign = [];
	await context.route(
		(url) => url.hostname !== '127.0.0.1' && !['data:', 'blob:'].includes(url.protocol),
		(route) => {
			foreign.push(route.request().url());
			return route.abort();
		},
	);
	return {
		context,
		foreign,
		async close() {
			await context.close();
			rmSync(profile, { recursive: true, force: true });
		},
	};
}
