import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, startChild } from './children.mjs';
import { root, state } from './places.mjs';

/** What sandbox/cli.ts gives its one application when it isn't told otherwise. */
export const sandboxApp = { appId: 'sandbox-app', appSecret: 'sandbox-secret', accessToken: 'sandbox-token' };

/** @param {{ port: number, seed?: string, tokenLifetime?: number, latency?: number }} options seconds; ms */
export async function startSandbox({ port, seed = 'small', tokenLifetime = 7200, latency = 0 }) {
	const args = ['--port', port, '--seed', seed, '--token-lifetime', tokenLifetime, '--latency', latency];
	// In this way tsx is no process of its own that would have to pass signals on.
	const child = startChild(process.execPath, ['--import', 'tsx', 'sandbox/cli.ts', ...args.map(String)], {
		cwd: root,
		log: `${state}/logs/sandbox.log`,
	});
	const sandbox = sandboxAt(`http://127.0.0.1:${port}`);
	for (let waited = 0; !(await sandbox.answers()); waited += 100) {
		const gone = await Promise.race([child.exited.then(() => true), sleep(100)]);
		if (gone || waited > 60_000) throw new Failure(`The sandbox did not start:\n\n${child.lastWords()}`);
	}
	return { ...sandbox, exited: child.exited, stop: child.stop };
}

const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+/g;

/** Talks to a running sandbox past its API; ids are texts here, since they may have 19 digits. */
export function sandboxAt(url) {
	const ask = async (path, body) => {
		const answer = await fetch(`${url}/__sandbox/${path}`, {
			method: body === undefined ? 'GET' : 'POST',
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		return JSON.parse(
			(await answer.text()).replace(stringOrNumber, (each) => (each[0] === '"' ? each : `"${each}"`)),
		);
	};
	return {
		url,
		ask,
		answers: () => ask('state').then(Boolean, () => false),
		/** @returns {Promise<{ id: string, name: string, members: string }[]>} */
		groupsNamed: async (name) => (await ask('state')).groups.filter((group) => group.name === name),
		/** @returns {Promise<string[]>} customer ids */
		customersIn: async (groupId) => (await ask(`members?group=${groupId}`)) ?? [],
	};
}
