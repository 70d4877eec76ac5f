import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { sandboxApp } from '../../harness/sandbox.mjs';

const wrongSecret = 'not-the-secret';
/** What DM Hub itself says of it. */
const refusal = 'DM Hub refused the App ID or Secret: “the params is illegal” (code 40004)';
export const credentialName = 'Convertlab account';

/** The dialog of one credential. */
function dialogIn(editor) {
	const { page, at } = editor;
	/** What n8n answers when it tests, as it does at each opening and saving. */
	const tested = async (act) => {
		const answered = page.waitForResponse((answer) => answer.url().endsWith('/rest/credentials/test'));
		await act();
		return (await (await answered).json()).data;
	};
	const dialog = at('editCredential-modal')
		.or(page.locator('.el-dialog:has([data-test-id="credential-edit-dialog"])'))
		.last();
	return {
		dialog,
		tested,
		fill: (field, value) => at(`parameter-input-${field}`).last().locator('input').fill(value),
		save: () => tested(() => at('credential-save-button').click()),
		succeeded: () => dialog.getByText('Connection tested successfully').waitFor(),
		/** Opens what n8n says about the failure. */
		async failed() {
			await dialog.getByText('Couldn’t connect with these settings').waitFor();
			await dialog.getByText('More details').click();
			await dialog.getByText(refusal).waitFor();
		},
		open: () => tested(() => at('resources-list-item').filter({ hasText: credentialName }).click()),
	};
}

/** A new credential: its test fails on a wrong secret, in DM Hub's own words, and passes on the right one. */
export async function createCredential({ editor, sandbox, pictures }) {
	const { page, at } = editor;
	const { dialog, fill, save, failed, succeeded } = dialogIn(editor);
	await editor.open('/home/credentials');
	await at('add-resource-credential').click();
	await at('new-credential-type-select').locator('input').fill('convertlab');
	await page.locator('.el-select-dropdown__item:visible').filter({ hasText: 'Convertlab API' }).click();
	await at('new-credential-type-button').click();
	await fill('appId', sandboxApp.appId);
	await fill('appSecret', wrongSecret);
	await fill('baseUrl', sandbox.url);

	const issued = async () => Number((await sandbox.ask('state')).tokensIssued);
	const before = await issued();
	assert.deepEqual(await save(), { status: 'Error', message: refusal });
	await failed();
	assert.equal(await issued(), before);
	await pictures.take('credential-test-failed', dialog);

	await fill('appSecret', sandboxApp.appSecret);
	assert.equal((await save()).status, 'OK');
	await succeeded();
	assert.ok((await issued()) > before, 'The test passed, but nobody asked DM Hub for a token.');
	await pictures.take('credential', dialog);
	await page.keyboard.press('Escape');
}

/**
 * n8n keeps the token in the credential. A stored one must neither let a changed, wrong secret pass, nor, when it is
 * dead, let the right one fail.
 */
export async function testWithStoredToken({ editor, sandbox, n8n, state }) {
	const { page } = editor;
	const { fill, save, failed, succeeded, open } = dialogIn(editor);
	const token = await storedToken(n8n, `${state}/credentials.json`);
	assert.ok(token, 'No token is stored after the node has run, so this would prove nothing.');

	await sandbox.ask('expireTokens', {});
	await editor.open('/home/credentials');
	assert.equal((await open()).status, 'OK');
	await succeeded();

	await fill('appSecret', wrongSecret);
	assert.deepEqual(await save(), { status: 'Error', message: refusal });
	await failed();
	await fill('appSecret', sandboxApp.appSecret);
	assert.equal((await save()).status, 'OK');
	await succeeded();
	await page.keyboard.press('Escape');
}

/** n8n shows it to nobody; its export command reads the database. */
async function storedToken(n8n, file) {
	await n8n.cli(['export:credentials', '--all', '--decrypted', `--output=${file}`]);
	const credentials = JSON.parse(readFileSync(file, 'utf8'));
	rmSync(file);
	return credentials.find(({ name }) => name === credentialName)?.data.sessionToken;
}
