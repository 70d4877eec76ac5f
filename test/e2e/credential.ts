import { readFileSync, rmSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { N8n } from '../../harness/instance';
import { sandboxApp } from '../../harness/sandbox';
import type { Editor } from './editor';
import { state } from './places';
import type { World } from './world';

const wrongSecret = 'not-the-secret';
/** What DM Hub itself says of it. */
const refusal = 'DM Hub refused the App ID or Secret: “the params is illegal” (code 40004)';
export const credentialName = 'Convertlab account';

/** The dialog of one credential. */
export function dialogIn(editor: Editor) {
	const { page, at } = editor;
	/** What n8n answers when it tests, as it does at each opening and saving. */
	const tested = async (act: () => Promise<unknown>) => {
		const answered = page.waitForResponse((answer) => answer.url().endsWith('/rest/credentials/test'));
		await act();
		return ((await (await answered).json()) as { data: { status: string; message?: string } }).data;
	};
	const dialog = at('editCredential-modal')
		.or(page.locator('.el-dialog:has([data-test-id="credential-edit-dialog"])'))
		.last();
	return {
		dialog,
		fill: (field: string, value: string) =>
			at(`parameter-input-${field}`).last().locator('input').fill(value),
		save: () => tested(() => at('credential-save-button').click()),
		succeeded: async () => await expect(dialog.getByText('Connection tested successfully')).toBeVisible(),
		/** Opens what n8n says about the failure. */
		async failed() {
			await expect(dialog.getByText('Couldn’t connect with these settings')).toBeVisible();
			await dialog.getByText('More details').click();
			await expect(dialog.getByText(refusal)).toBeVisible();
		},
		open: () => tested(() => at('resources-list-item').filter({ hasText: credentialName }).click()),
	};
}

/** The empty dialog, from the list of credentials. */
export async function openNewCredential({ at, open, page }: Editor): Promise<void> {
	await open('/home/credentials');
	await at('add-resource-credential').click();
	await at('new-credential-type-select').locator('input').fill('convertlab');
	await page.locator('.el-select-dropdown__item:visible').filter({ hasText: 'Convertlab API' }).click();
	await at('new-credential-type-button').click();
}

/** A new credential: its test fails on a wrong secret, in DM Hub's own words, and passes on the right one. */
export async function createCredential({ editor, sandbox, pictures }: World): Promise<void> {
	const { page } = editor;
	const { dialog, fill, save, failed, succeeded } = dialogIn(editor);
	await openNewCredential(editor);
	await fill('appId', sandboxApp.appId);
	await fill('appSecret', wrongSecret);
	await fill('baseUrl', sandbox.url);

	const issued = async () => (await sandbox.state()).tokensIssued;
	const before = await issued();
	expect(await save()).toEqual({ status: 'Error', message: expect.stringContaining(refusal) as unknown });
	await failed();
	expect(await issued()).toBe(before);
	await pictures.take('credential-test-failed', dialog);

	await fill('appSecret', sandboxApp.appSecret);
	expect((await save()).status).toBe('OK');
	await succeeded();
	expect(await issued(), 'tokens that DM Hub gave').toBeGreaterThan(before);
	await pictures.take('credential', dialog);
	await page.keyboard.press('Escape');
}

/**
 * n8n keeps the token in the credential. A stored one must neither let a changed, wrong secret pass, nor, when it is
 * dead, let the right one fail.
 */
export async function testWithStoredToken({ editor, sandbox, n8n }: World): Promise<void> {
	const { page } = editor;
	const { fill, save, failed, succeeded, open } = dialogIn(editor);
	const token = await storedToken(n8n, `${state}/credentials.json`);
	expect(token, 'the token that is stored after the node has run').toBeTruthy();

	await sandbox.expireTokens();
	await editor.open('/home/credentials');
	expect((await open()).status).toBe('OK');
	await succeeded();

	await fill('appSecret', wrongSecret);
	expect(await save()).toEqual({ status: 'Error', message: expect.stringContaining(refusal) as unknown });
	await failed();
	await fill('appSecret', sandboxApp.appSecret);
	expect((await save()).status).toBe('OK');
	await succeeded();
	await page.keyboard.press('Escape');
}

/** n8n shows it to nobody; its export command reads the database. */
async function storedToken(n8n: N8n, file: string): Promise<string | undefined> {
	await n8n.cli(['export:credentials', '--all', '--decrypted', `--output=${file}`]);
	const credentials = JSON.parse(readFileSync(file, 'utf8')) as {
		name: string;
		data: { sessionToken?: string };
	}[];
	rmSync(file);
	return credentials.find(({ name }) => name === credentialName)?.data.sessionToken;
}
