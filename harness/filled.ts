import type { Child } from './children';
import { logIn, untilAnswered, type EditorApi } from './editorApi';
import { forgetPositions, importExamples, publishedExamples, workflowId } from './importing';
import { n8nInstance, type N8n } from './instance';
import { freePort } from './ports';
import { step } from './progress';
import { startSandbox, type RunningSandbox } from './sandbox';

/** Whoever sends its form becomes a member. */
export const formExample = 'form-submission-to-group';

interface FilledN8n {
	sandbox: RunningSandbox;
	n8n: N8n;
	formUrl: string;
	/** The examples that somebody has changed in the editor: they stay as they are. */
	edited: string[];
	/** Says which of the two ended by itself. */
	ended: Promise<string>;
}

/**
 * A sandbox, and an n8n that knows it: the credential, all examples, and those published that wait for others.
 *
 * @param options where the package is installed already
 */
export async function startFilledN8n({
	userFolder,
	env,
}: {
	userFolder: string;
	env?: NodeJS.ProcessEnv;
}): Promise<FilledN8n> {
	const sandbox = await step('The sandbox: DM Hub in a box', async () =>
		startSandbox({ port: await freePort(4010) }),
	);
	const n8n = n8nInstance({
		userFolder,
		port: await freePort(5678),
		brokerPort: await freePort(5679),
		env,
	});
	const edited = await step('The credential and the examples: import into n8n', async () => {
		const kept = await importExamples(n8n, sandbox.url, userFolder);
		await forgetPositions(userFolder);
		return kept;
	});
	const server: Child = await step('n8n: start', () => n8n.start());
	const formUrl = `${n8n.url}/form/join-gold-members`;
	await step('What waits for others (form, trigger): publish', async () => {
		const editor: EditorApi = await logIn(n8n.url);
		const untouched = publishedExamples().filter((name) => !edited.includes(name));
		for (const name of untouched) await editor.publish(workflowId(name));
		if (untouched.includes(formExample)) await untilAnswered(formUrl);
	});
	const ended = Promise.race([server.exited.then(() => 'n8n'), sandbox.exited.then(() => 'The sandbox')]);
	return { sandbox, n8n, formUrl, edited, ended };
}
