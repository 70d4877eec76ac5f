import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Fault } from '../../sandbox';
import { appCredential, type StoredCredential } from '../support/credential';
import { byId } from '../support/parameters';
import { useSandbox } from '../support/sandbox';
import { ActiveWorkflow, join } from '../support/trigger';

/** How long n8n leaves a trigger alone whose poll failed; its durable polling asks this, with the error as it was thrown. */
interface Policy {
	MAX_BACKOFF_MS: number;
	pollFailureFromError(error: unknown, now: Date): Failure;
	computeBackoffDelayMs(args: Failure & { consecutiveErrors: number }): number;
}
interface Failure {
	type: 'transient' | 'permanent';
	retryAfterMs: number | null;
	cause?: string;
}

/** Part of the whole n8n, which the demo, the browser and queue suites and `npm run test:hosts` install. */
const file = resolve(
	__dirname,
	'../../harness/n8n/node_modules/n8n/dist/workflows/triggers/poll-backoff-policy.js',
);
const isInstalled = existsSync(file);
const policy = (): Policy => jest.requireActual<Policy>(file);

const sandbox = useSandbox();

/** What n8n's policy makes of a poll that fails, and how long it waits after the first failure of this kind. */
async function judged(fault: Fault | undefined, credential?: StoredCredential) {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) } });
	await workflow.poll();
	await join(hub, id, 1);
	if (fault) hub.faults.add(fault);
	if (credential) workflow.credential = credential;
	const { error } = await workflow.poll();
	expect(error).toBeDefined();
	const { pollFailureFromError, computeBackoffDelayMs } = policy();
	const failure = pollFailureFromError(error, new Date());
	return { failure, delay: computeBackoffDelayMs({ ...failure, consecutiveErrors: 1 }) };
}

(isInstalled ? describe : describe.skip)("n8n's own back-off after a poll that failed", () => {
	const longest = () => policy().MAX_BACKOFF_MS;

	test('waits as long as DM Hub asks when it is asked too often', async () => {
		const { failure, delay } = await judged({ kind: 'busy', status: 429, retryAfter: 300, times: 5 });
		expect(failure).toEqual({ type: 'transient', cause: 'rate-limited', retryAfterMs: 300_000 });
		expect(delay).toBe(300_000);
	});

	test('comes back soon when DM Hub is busy', async () => {
		const { failure, delay } = await judged({ kind: 'busy', status: 503, times: 5 });
		expect(failure).toEqual({ type: 'transient', cause: 'temporarily-unavailable', retryAfterMs: null });
		expect(delay).toBeLessThan(longest());
	});

	test('comes back soon when the network is down', async () => {
		const { failure, delay } = await judged({ kind: 'cut', times: 5 });
		expect(failure).toMatchObject({ type: 'transient', retryAfterMs: null });
		expect(delay).toBeLessThan(longest());
	});

	test('leaves a refused Secret alone for half an hour', async () => {
		const wrong = appCredential(sandbox(), { appSecret: 'wrong' });
		const { failure, delay } = await judged(undefined, wrong);
		expect(failure).toEqual({ type: 'permanent', cause: 'credential-invalid', retryAfterMs: null });
		expect(delay).toBe(longest());
	});
});
