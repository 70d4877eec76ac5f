import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { runChild } from '../../harness/children';
import { root } from '../../harness/places';
import type { Editor } from './editor';
import { state } from './places';

const { name, version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as {
	name: string;
	version: string;
};
const next = '9.9.9';
/** The package as it would be published. */
export const firstVersion = `${state}/package/${name}-${version}.tgz`;

/** In *Settings → Community nodes*, as its users do. */
export async function installInSettings({ at, open, page }: Editor): Promise<void> {
	await open('/settings/community-nodes');
	await page.getByRole('button', { name: 'Install a community node' }).click();
	const field = at('package-name-input');
	await field
		.locator('input')
		.or(field.and(page.locator('input')))
		.first()
		.fill(name);
	await at('user-agreement-checkbox').click();
	await at('install-community-package-button').click();
	await expect(at('community-package-card')).toContainText(name);
	await expect(at('community-package-card')).toContainText(`v${version}`);
}

/** What is installed, with a higher number. @returns its folder */
export async function secondVersion(folder: string): Promise<string> {
	const unpacked = `${folder}/next`;
	mkdirSync(unpacked, { recursive: true });
	await runChild('tar', ['-xzf', firstVersion, '-C', unpacked], {
		otherwise: 'The package could not be unpacked.',
	});
	const file = `${unpacked}/package/package.json`;
	writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), version: next }));
	return `${unpacked}/package`;
}

export async function updateInSettings({ at, open, page }: Editor): Promise<void> {
	await open('/settings/community-nodes');
	const card = at('community-package-card');
	await card.getByRole('button', { name: /Update/ }).click();
	await page
		.getByRole('dialog')
		.getByRole('button', { name: /Update|Confirm/ })
		.click();
	await expect(card).toContainText(`v${next}`);
}
