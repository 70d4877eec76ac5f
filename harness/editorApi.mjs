import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './children.mjs';
import { owner } from './n8nEnvironment.mjs';

/** What the editor itself calls, logged in as the owner. */
export async function logIn(url, { email, password } = owner) {
	let cookie = '';
	const ask = async (method, path, body) => {
		const answer = await fetch(`${url}/rest${path}`, {
			method,
			headers: { 'content-type': 'application/json', cookie },
			body: body && JSON.stringify(body),
		});
		const [set] = answer.headers.getSetCookie();
		if (set) cookie = set.split(';')[0];
		const text = await answer.text();
		if (!answer.ok)
			throw new Failure(`n8n answered ${answer.status} to ${method} ${path}: ${messageIn(text)}`);
		return JSON.parse(text).data;
	};
	await ask('POST', '/login', { emailOrLdapLoginId: email, password });
	return {
		ask,
		/** Publishes a workflow as it was imported; nothing to do when that very version is published already. */
		async publish(id) {
			const { versionId, activeVersionId } = await ask('GET', `/workflows/${id}`);
			if (activeVersionId !== versionId) await ask('POST', `/workflows/${id}/activate`, { versionId });
		},
	};
}

/** Without the stack that n8n sends along. */
function messageIn(text) {
	try {
		return JSON.parse(text).message;
	} catch {
		return text.slice(0, 500);
	}
}

/** A published form or webhook answers only a moment later. */
export async function untilAnswered(url, patience = 60) {
	for (const end = Date.now() + patience * 1000; ; await sleep(200)) {
		if ((await fetch(url).catch(() => undefined))?.ok) return;
		if (Date.now() > end) throw new Failure(`Nothing answers at ${url}.`);
	}
}
