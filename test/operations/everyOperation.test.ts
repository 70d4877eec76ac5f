import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../sandbox';
import { appCredential, tokenCredential } from '../support/credential';
import { everyOperation, populate, type Trial } from '../support/everyOperation';
import { byName } from '../support/parameters';
import { goneGroup } from '../support/refusals';
import { runNode, type NodeResult, type NodeRun } from '../support/run';
import { useSandbox } from '../support/sandbox';
import { secretsIn } from '../support/secrets';

/** What holds in every operation: a new operation is a row of the table, a new promise an entry of `promises`. */

const TOKEN = 'typed&in=token+with/every %sign';
const hub = useSandbox({ customers: 100, accessToken: TOKEN, quirks: { oddTokens: true } });
const onError = 'continueErrorOutput';
/** What each item of a run chooses for itself. */
const CHOSEN = '={{ $json.chosen }}';

interface Chosen extends Partial<NodeRun> {
	options?: INodeParameters;
	/** Parameters with what the items choose, where not the group by its ID. */
	choosing?: INodeParameters;
}

/** Runs a trial once for each of these groups, or whatever else its items choose, in one run. */
async function runOn(trial: Trial, chosen: string[], more: Chosen = {}): Promise<NodeResult> {
	const { otherId } = populate(hub(), trial);
	return await runChosen(trial, chosen, otherId, more);
}

async function runChosen(
	trial: Trial,
	chosen: string[],
	otherId: string,
	{ options, choosing, ...run }: Chosen = {},
): Promise<NodeResult> {
	const parameters = trial.choice?.with(CHOSEN) ?? trial.parameters(CHOSEN, otherId);
	return await runNode(hub(), {
		input: chosen.flatMap((one) =>
			(trial.input ?? [{}]).map((item): IDataObject => ({ ...item, chosen: one })),
		),
		parameters: {
			...parameters,
			...choosing,
			options: { ...(parameters.options as INodeParameters), ...options },
		},
		...run,
	});
}

/** Every request is answered like this, until a write was: look-ups of what became of it tell the truth. */
function always(fault: Fault): void {
	let hasWritten = false;
	hub().faults.plan(({ path, method }) => {
		if (path.startsWith('/security') || (hasWritten && method === 'GET')) return undefined;
		hasWritten ||= method !== 'GET';
		return fault;
	});
}

const itemsOf = ({ input = [{}] }: Trial): number => input.length;
const linkOf = ({ pairedItem }: INodeExecutionData): number => (pairedItem as { item: number }).item;
/** Where the outputs of one run of a trial belong: to the item of each, or all to the first. */
const linksOf = (trial: Trial): number[] =>
	Array.from({ length: trial.outputs }, (_, at) => (itemsOf(trial) === trial.outputs ? at : 0));

const promises: Record<string, (trial: Trial) => Promise<void>> = {
	'each output is linked to its item, in their order, and has no “error”': async (trial) => {
		const { error, items } = await runOn(trial, [trial.choice?.right[0] ?? '1']);
		expect(error).toBeUndefined();
		expect(items.map(linkOf)).toEqual(linksOf(trial));
		for (const { json } of items) expect(json).not.toHaveProperty('error');
	},

	'a request that had to be repeated is a hint of one sentence, beside those of a run without it': async (
		trial,
	) => {
		const chosen = trial.choice?.right[0] ?? '1';
		const { hints } = await runOn(trial, [chosen]);
		hub().reset();
		hub().faults.add({ kind: 'busy', match: trial.match });
		const struck = await runOn(trial, [chosen]);
		expect(struck.error).toBeUndefined();
		const repeated = expect.stringContaining(': 1 request had to be repeated, and succeeded') as string;
		expect(struck.hints).toEqual([...hints, repeated]);
	},

	'nothing is sent before every item is read, and what is wrong is told by item and field': async (trial) => {
		const ofGroup = { field: trial.groupField ?? 'Group', right: ['金卡会员'], wrong: '' };
		const { field, right, wrong } = trial.choice ?? ofGroup;
		const item = itemsOf(trial);
		// A name has to be looked up, which must wait for the last item.
		const choosing = trial.choice ? {} : { group: byName(CHOSEN) };
		const result = await runOn(trial, [right[0], wrong], { choosing });
		expect(result).toBeRefused({ item, reason: 'invalid', field });
		expect(hub().requests).toEqual([]);
	},

	'a run that goes on does the others, and links what failed to its item': async (trial) => {
		const { right, wrong } = trial.choice ?? { right: ['1'], wrong: 'x' };
		const count = itemsOf(trial);
		const { error, items, refused } = await runOn(trial, [right[0], wrong], { onError });
		expect(error).toBeUndefined();
		const { allOrNothing } = trial;
		expect(items.map(linkOf)).toEqual(allOrNothing ? [] : linksOf(trial));
		const failed = Array.from({ length: count }, (_, at) => count + at);
		expect(refused.map(linkOf)).toEqual(
			allOrNothing ? [...failed.map((at) => at - count), ...failed] : failed,
		);
	},

	'a failed item is its input with “error” and “details”, and says why in one word': async (trial) => {
		always({ kind: 'refuse', body: { error_code: 40004n, error_description: 'no' } });
		const { items, refused } = await runOn(trial, [trial.choice?.right[0] ?? '1'], { onError });
		expect(items).toEqual([]);
		expect(refused.map(linkOf)).toEqual(Array.from({ length: itemsOf(trial) }, (_, at) => at));
		for (const item of refused) {
			const { error, details, chosen, ...input } = item.json;
			expect(typeof error).toBe('string');
			expect(details).toMatchObject({ reason: 'refused', code: '40004', httpStatus: 200 });
			expect(chosen).toBeDefined();
			expect(input).toEqual(trial.input?.[linkOf(item)] ?? {});
		}
	},

	'a run that stops names the first item, with DM Hub’s own words': async (trial) => {
		always({ kind: 'refuse', body: { error_code: 40004n, error_description: 'no such luck' } });
		const result = await runOn(trial, [trial.choice?.right[0] ?? '1']);
		expect(result).toBeRefused({ item: 0, reason: 'refused', words: 'no such luck', code: '40004' });
		expect(result.items).toEqual([]);
	},

	'a request without an answer is given up after the time that the option says': async (trial) => {
		hub().faults.add({ kind: 'hung', match: trial.match });
		await runOn(trial, [trial.choice?.right[0] ?? '1'], { options: { timeout: 7 }, onError });
		const struck = hub().requests.find(({ fault }) => fault === 'hung');
		const waited = Date.now() - (struck?.at ?? NaN);
		expect(waited).toBeGreaterThanOrEqual(7_000);
		expect(waited).toBeLessThan(60_000);
	},

	'no more requests are in flight than the option says': async (trial) => {
		const { otherId } = populate(hub(), trial);
		const groups = Array.from({ length: 6 }, (_, at) => hub().addGroup({ name: `组${at}` }).id);
		for (const id of groups) hub().addMembers(id, 30);
		hub().latency = 50;
		const { error } = await runChosen(trial, trial.choice?.right ?? groups, otherId, {
			options: { maxConcurrentRequests: 2 },
		});
		expect(error).toBeUndefined();
		expect(hub().maxInFlight).toBe(trial.oneByOne ? 1 : 2);
	},

	'no secret is in anything that is left of a run, however it ends': async (trial) => {
		for (const credential of [tokenCredential(hub()), appCredential(hub())])
			for (const how of [onError, undefined] as const) {
				hub().reset();
				always({ kind: 'echoToken', where: 'both', forms: ['plain', 'percent', 'form'] });
				const result = await runOn(trial, [trial.choice?.right[0] ?? '1'], { credential, onError: how });
				expect(result.error ?? result.refused[0]).toBeDefined();
				const tokens = hub().requests.flatMap(({ query }) => query.access_token ?? []);
				expect(secretsIn(result, [], new Set([TOKEN, hub().app.secret, ...tokens]))).toEqual([]);
			}
	},
};

describe.each(Object.entries(promises))('%s', (_promise, keep) => {
	test.each(everyOperation.map((trial) => [trial.name, trial] as const))('%s', async (_name, trial) => {
		expect.hasAssertions();
		await keep(trial);
	});
});

const onCustomers = everyOperation.filter(({ input }) => input).map((trial) => [trial.name, trial] as const);

describe('a customer who is named twice is asked for once, and has an output for each item', () => {
	test.each(onCustomers)('%s', async (_name, trial) => {
		const sent = () =>
			hub()
				.requests.map(({ method, path, query, body }) => JSON.stringify([method, path, query, body]))
				.toSorted();
		const once = await runOn(trial, ['1']);
		const asked = sent();
		hub().reset();
		const twice = await runOn(trial, ['1', '1']);
		expect(twice.error).toBeUndefined();
		expect(sent()).toEqual(asked);
		expect(twice.json).toHaveLength(itemsOf(trial) === trial.outputs ? 2 * trial.outputs : trial.outputs);
		expect(twice.json.slice(0, trial.outputs)).toEqual(once.json);
	});
});

const onGroups = everyOperation.filter(({ choice }) => !choice).map((trial) => [trial.name, trial] as const);

describe.each(['empty', 'refuse'] as const)('a group that is gone, and reads %s, is refused', (reads) => {
	test.each(onGroups)('%s', async (_name, trial) => {
		hub().quirks.unknownGroupReads = reads;
		const result = await runOn(trial, ['77']);
		expect(result).toBeRefused({ item: 0, listId: 77, ...goneGroup(trial.gone ?? reads) });
		const held = hub()
			.groups()
			.map(({ id }) => hub().customersIn(id).size);
		expect(held).toEqual(trial.other ? [30, trial.other.length] : [30]);
		expect(
			hub()
				.customers()
				.filter(({ mobile }) => mobile === '13600136000'),
		).toEqual([]);
	});
});
