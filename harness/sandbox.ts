import { startChild, type Child } from './children';
import { root, state } from './places';
import { SandboxControl } from './sandboxControl';
import { untilReady } from './waiting';

/** What sandbox/cli.ts gives its one application when it isn't told otherwise. */
export const sandboxApp = { appId: 'sandbox-app', appSecret: 'sandbox-secret', accessToken: 'sandbox-token' };

export interface RunningSandbox {
	url: string;
	control: SandboxControl;
	exited: Child['exited'];
	stop(): Promise<void>;
}

interface SandboxOptions {
	port: number;
	seed?: string;
	/** Seconds. */
	tokenLifetime?: number;
	/** ms before each answer. */
	latency?: number;
	appSecret?: string;
	log?: string;
}

/** The sandbox as a process of its own; resolves when it answers. */
export async function startSandbox({
	port,
	seed = 'small',
	tokenLifetime = 7200,
	latency = 0,
	appSecret = sandboxApp.appSecret,
	log = `${state}/logs/sandbox.log`,
}: SandboxOptions): Promise<RunningSandbox> {
	const settings = { port, seed, latency, 'token-lifetime': tokenLifetime, secret: appSecret };
	// In this way tsx is no process of its own that would have to pass signals on.
	const args = ['--import', 'tsx', 'sandbox/cli.ts'];
	for (const [name, value] of Object.entries(settings)) args.push(`--${name}=${value}`);
	const child = startChild(process.execPath, args, { cwd: root, log });
	const control = new SandboxControl(`http://127.0.0.1:${port}`);
	await untilReady(child, 'The sandbox', () => control.isUp(), 60);
	return { url: control.url, control, exited: child.exited, stop: () => child.stop() };
}
