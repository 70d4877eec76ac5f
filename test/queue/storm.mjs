import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../harness/children.mjs';
import { step } from '../../harness/progress.mjs';
import { executionsOf, tally } from './executions.mjs';
import { deviations, unfinished } from './orders.mjs';
import { addWorkflow } from './workflows.mjs';

/** ms that Redis is away. */
const redisAway = 2000;
/** ms after which something counts as hanging. */
const patience = 120_000;

const said = (text) => console.log(`  ${text}`);

/**
 * All executions at once; in the middle a worker is killed, and later Redis restarts. What is unfinished then is sent
 * again: n8n's own *Retry* ends at once with the old error when the worker had died.
 *
 * @param doomed the worker to kill
 * @param {() => Promise<unknown>} replace starts another one
 */
export async function storm({ n8n, editor, hub, redis, orders, doomed, replace }) {
	const executions = executionsOf(editor, addWorkflow);
	/** At least one request for each: to look them up, to create them or to add them. */
	const least = orders.reduce((sum, { mobiles }) => sum + mobiles.length, 0);
	const untilDone = async (share) => {
		for (const end = Date.now() + patience; ; await sleep(100)) {
			if (Number((await hub.ask('state')).requests) >= least * share) return;
			if (Date.now() > end) throw new Failure(`The work stands still before ${share * 100} % is done.`);
		}
	};

	// The event by which n8n hears of it is lost while Redis is away, and the killed executions stay “running” for ever.
	const untilNoticed = async () => {
		for (const end = Date.now() + patience; ; await sleep(500)) {
			const ended = (await executions.list()).filter(({ status }) => status === 'error');
			// n8n finds the executions of one worker all at the same time, and writes them down one after the other.
			if (ended.length > 0) return sleep(1000);
			if (Date.now() > end) throw new Failure('n8n has not noticed that a worker is gone.');
		}
	};

	const start = async (those) => {
		const answers = await Promise.all(those.map((order) => n8n.post(addWorkflow, order)));
		const refused = answers.find(({ ok }) => !ok);
		if (refused) throw new Failure(`n8n answered ${refused.status}: ${await refused.text()}`);
	};

	const begun = Date.now();
	const ended = await step(`${orders.length} executions at once`, async () => {
		await start(orders);
		await untilDone(0.2);
		process.kill(doomed.pid, 'SIGKILL');
		said('A worker is killed.');
		const replaced = replace().then(() => said('Another worker has taken its place.'));
		await untilDone(0.5);
		await untilNoticed();
		await redis.cut(redisAway);
		said(`Redis was away for ${redisAway / 1000} s.`);
		await replaced;
		return executions.ended(orders.length, patience);
	});
	const failed = ended.filter(({ status }) => status !== 'success').length;
	said(`n8n says: ${tally(ended)}. In the groups: ${(await deviations(hub, orders)).join('; ') || 'all'}.`);
	const again = await unfinished(hub, orders);
	if (again.length === 0) throw new Failure('The killed worker had nothing to do: nothing was tested.');
	if (again.length > failed) throw new Failure(`${again.length} are unfinished, and n8n knows of ${failed}.`);

	await step(`The ${again.length} unfinished ones once more`, async () => {
		await start(again);
		const all = await executions.ended(orders.length + again.length, patience);
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
