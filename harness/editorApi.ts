import { Failure } from './children';
import { owner, ownConnection } from './n8nEnvironment';
import { until } from './waiting';

/** What the editor itself calls, logged in as the owner. */
export interface EditorApi {
	/** @returns the `data` of n8n's answer */
	ask<Answer = unknown>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer>;
	/** Publishes a workflow as it was imported; nothing to do when that very version is published already. */
	publish(id: string): Promise<void>;
}

export async function logIn(url: string, { email, password } = owner): Promise<EditorApi> {
	let cookie = '';
	const ask: EditorApi['ask'] = async <Answer>(method: string, path: string, body?: unknown) => {
		const answer = await fetch(`${url}/rest${path}`, {
			method,
			headers: { 'content-type': 'application/json', cookie, ...ownConnection },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const [set] = answer.headers.getSetCookie();
		if (set) [cookie] = set.split(';');
		const text = await answer.text();
		if (!answer.ok)
			throw new Failure(`n8n answered ${answer.status} to ${method} ${path}: ${messageIn(text)}`);
		return (JSON.parse(text) as { data: Answer }).data;
	};
	await ask('POST', '/login', { emailOrLdapLoginId: email, password });
	return {
		ask,
		async publish(id) {
			const { versionId, activeVersionId } = await ask<{ versionId: string; activeVersionId?: string }>(
				'GET',
				`/workflows/${id}`,
			);
			if (activeVersionId !== versionId) await ask('POST', `/workflows/${id}/activate`, { versionId });
		},
	};
}

/** Without the stack that n8n sends along. */
function messageIn(text: string): string {
	try {
		return (JSON.parse(text) as { message: string }).message;
	} catch {
		return text.slice(0, 500);
	}
}

/** A published form or webhook answers only a moment later. */
export async function untilAnswered(url: string): Promise<void> {
	await until(async () => (await fetch(url).catch(() => undefined))?.ok, {
		seconds: 60,
		otherwise: () => `Nothing answers at ${url}.`,
	});
}
