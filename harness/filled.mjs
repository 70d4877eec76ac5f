import { logIn, untilAnswered } from './editorApi.mjs';
import { forgetPositions, importExamples, publishedExamples, workflowId } from './importing.mjs';
import { n8nInstance } from './n8n.mjs';
import { freePort } from './ports.mjs';
import { step } from './progress.mjs';
import { startSandbox } from './sandbox.mjs';

/**
 * A sandbox, and an n8n that knows it: the credential, all examples, and those published that wait for others.
 *
 * @param {{ userFolder: string, env?: NodeJS.ProcessEnv }} options where the package is installed already
 */
export async function startFilledN8n({ userFolder, env }) {
	const sandbox = await step('The sandbox: DM Hub in a box', async () =>
		startSandbox({ port: await freePort(4010) }),
	);
	const n8n = n8nInstance({
		userFolder,
		port: await freePort(5678),
		brokerPort: await freePort(5679),
		env,
	});
	await step('The credential and the examples: import into n8n', async () => {
		await importExamples(n8n, sandbox.url, userFolder);
		await forgetPositions(userFolder);
	});
	const server = await step('n8n: start', () => n8n.start());
	const formUrl = `${n8n.url}/form/join-gold-members`;
	await step('What waits for others (form, trigger): publish', async () => {
		const editor = await logIn(n8n.url);
		for (const name of publishedExamples()) await editor.publish(workflowId(name));
		await untilAnswered(formUrl);
	});
	const ended = Promise.race([server.exited.then(() => 'n8n'), sandbox.exited.then(() => 'The sandbox')]);
	/** `ended` says which of the two ended by itself. */
	return { sandbox, n8n, formUrl, ended };
}
