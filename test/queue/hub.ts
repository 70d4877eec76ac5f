import { startSandbox, sandboxApp, type RunningSandbox } from '../../harness/sandbox';
import { state } from './places';

/** With every character that a URL must escape: it is searched for afterwards, raw and escaped. */
export const appSecret = 'queue&secret=+/ %#"';

/** Fields of the credential that the usual sandbox doesn't have. */
export const app = { appId: sandboxApp.appId, appSecret, accessToken: '' };

/** ms */
export const tokenLifetime = 2000;

/** A sandbox whose tokens live two seconds and hold characters that a URL must escape. */
export async function startHub(options: {
	port: number;
	seed: string;
	latency: number;
}): Promise<RunningSandbox> {
	const hub = await startSandbox({
		...options,
		tokenLifetime: tokenLifetime / 1000,
		appSecret,
		log: `${state}/logs/sandbox.log`,
	});
	await hub.control.set({ oddTokens: true });
	return hub;
}
