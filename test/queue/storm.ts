import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, type Child } from '../../harness/children';
import type { EditorApi } from '../../harness/editorApi';
import { step } from '../../harness/progress';
import { isOver, storedRuns, type ListedRun } from '../../harness/runs';
import type { SandboxControl } from '../../harness/sandboxControl';
import { until } from '../../harness/waiting';
import type { Cluster } from './cluster';
import { deviations, unfinished, type Order } from './orders';
import type { Redis } from './redis';
import { addWorkflow } from './workflows';

/** ms that Redis is away. */
const redisAway = 2000;
/** Seconds after which something counts as hanging. */
const patience = 120;

const said = (text: string) => console.log(`  ${text}`);

/**
 * All executions at once; in the middle a worker is killed, and later Redis restarts. What is unfinished then is sent
 * again: n8n's own *Retry* ends at once with the old error when the worker had died.
 *
 * @param options `doomed`: the worker to kill; `replace` starts another one
 */
export async function storm({
	n8n,
	editor,
	hub,
	redis,
	orders,
	doomed,
	replace,
}: {
	n8n: Cluster;
	editor: EditorApi;
	hub: SandboxControl;
	redis: Redis;
	orders: Order[];
	doomed: Child;
	replace: () => Promise<unknown>;
}): Promise<{ seconds: number; failed: number; again: number }> {
	const executions = () => storedRuns(editor).list(addWorkflow);
	/** At least one request for each: to look them up, to create them or to add them. */
	const least = orders.reduce((sum, { mobiles }) => sum + mobiles.length, 0);
	const untilDone = async (share: number) =>
		await until(async () => (await hub.state()).requests >= least * share, {
			seconds: patience,
			every: 100,
			otherwise: () => `The work stands still before ${share * 100} % is done.`,
		});

	// The event by which n8n hears of it is lost while Redis is away, and the killed executions stay “running” for ever.
	const untilNoticed = async () => {
		await until(async () => (await executions()).some(({ status }) => status === 'error'), {
			seconds: patience,
			every: 500,
			otherwise: () => 'n8n has not noticed that a worker is gone.',
		});
		// n8n finds the executions of one worker all at the same time, and writes them down one after the other.
		await sleep(1000);
	};

	/** Waits until there are `count` of them and none is under way. */
	const untilEnded = async (count: number) => {
		let all: ListedRun[] = [];
		return await until(
			async () => {
				all = await executions();
				return all.length >= count && all.every(isOver) && all;
			},
			{
				seconds: patience,
				every: 500,
				otherwise: () => `After ${patience} s n8n says: ${tally(all)}, of ${count} executions.`,
			},
		);
	};

	const start = async (those: Order[]) => {
		const answers = await Promise.all(those.map((order) => n8n.post(addWorkflow, order)));
		const refused = answers.find(({ ok }) => !ok);
		if (refused) throw new Failure(`n8n answered ${refused.status}: ${await refused.text()}`);
	};

	const begun = Date.now();
	const ended = await step(`${orders.length} executions at once`, async () => {
		await start(orders);
		await untilDone(0.2);
		process.kill(Number(doomed.pid), 'SIGKILL');
		said('A worker is killed.');
		const replaced = replace().then(() => said('Another worker has taken its place.'));
		await untilDone(0.5);
		await untilNoticed();
		await redis.cut(redisAway);
		said(`Redis was away for ${redisAway / 1000} s.`);
		await replaced;
		return await untilEnded(orders.length);
	});
	const failed = ended.filter(({ status }) => status !== 'success').length;
	said(`n8n says: ${tally(ended)}. In the groups: ${(await deviations(hub, orders)).join('; ') || 'all'}.`);
	const again = await unfinished(hub, orders);
	if (again.length === 0) throw new Failure('The killed worker had nothing to do: nothing was tested.');
	if (again.length > failed) throw new Failure(`${again.length} are unfinished, and n8n knows of ${failed}.`);

	await step(`The ${again.length} unfinished ones once more`, async () => {
		await start(again);
		const all = await untilEnded(orders.length + again.length);
		const succeeded = all.filter(({ status }) => status === 'success').length;
		if (succeeded !== orders.length - failed + again.length)
			throw new Failure(`Not all of them succeeded: ${tally(all)} by now.`);
	});
	const wrong = await deviations(hub, orders);
	if (wrong.length > 0) throw new Failure(`Afterwards: ${wrong.join('; ')}.`);
	const left = await redis.jobsLeft();
	if (left > 0) throw new Failure(`${left} jobs hang in n8n's queue.`);
	return { seconds: Math.round((Date.now() - begun) / 1000), failed, again: again.length };
}

/** E.g. `16 success, 4 error`. */
function tally(runs: ListedRun[]): string {
	const counts = new Map<string, number>();
	for (const { status } of runs) counts.set(status, (counts.get(status) ?? 0) + 1);
	return [...counts].map(([status, count]) => `${count} ${status}`).join(', ') || 'no execution';
}
