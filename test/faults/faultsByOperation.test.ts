import type { INodeParameters } from 'n8n-workflow';
import { createSandbox, FAULT_KINDS, type Fault, type FaultKind } from '../../sandbox';
import { everyOperation, populate, type Trial } from '../support/everyOperation';
import { upFrom } from '../support/inputs';
import { runNode } from '../support/run';

const refusal = { error_code: 40004n, error_description: 'the params is illegal' };

/** The faults with what makes them quick, or as bad as they can be. */
const faults: Record<FaultKind, Fault> = {
	...(Object.fromEntries(FAULT_KINDS.map((kind) => [kind, { kind }])) as Record<FaultKind, Fault>),
	slow: { kind: 'slow', ms: 100 },
	refuse: { kind: 'refuse', body: refusal },
	redirect: { kind: 'redirect', location: 'https://login.example/' },
	hugeBody: { kind: 'hugeBody', bytes: 70_000_000 },
	deepJson: { kind: 'deepJson', work: true },
};

type Ending = 'done' | 'refused' | 'not known';

/** How an operation ends whose first request, or first write, is struck once. */
function ending(kind: FaultKind, { struck, splits, hasSecondOpinion }: Trial): Ending {
	if ((splits ?? hasSecondOpinion) && ['refuse', 'echoToken'].includes(kind)) return 'done';
	// Reasoned refusals, and what would hand the token to somebody else.
	if (['refuse', 'redirect', 'echoToken'].includes(kind)) return 'refused';
	// Read again, or looked up: an answer that is no answer is refused of a read only.
	// DM Hub finds a customer before it creates one, so that call is sent again whatever became of it.
	if (struck === 'save') return 'done';
	if (kind === 'badJson' || kind === 'deepJson') return struck === 'read' ? 'refused' : 'done';
	if (kind === 'hugeBody') return struck === 'read' ? 'refused' : struck === 'add' ? 'done' : 'not known';
	// A create is never sent twice; of these nothing can be found.
	if (struck === 'create' && ['cut', 'hung', 'endlessBody'].includes(kind)) return 'not known';
	return 'done';
}

async function run(trial: Trial, fault: Fault): Promise<{ ending: Ending; held: unknown; error?: string }> {
	const hub = await createSandbox({ customers: 100 });
	const { id, otherId } = populate(hub, trial);
	hub.faults.add({ ...fault, match: trial.match });
	const parameters = trial.parameters(id, otherId);
	// Long enough for seventy megabytes on a busy machine, or short enough to wait for nothing.
	const timeout = fault.kind === 'hugeBody' ? 110 : 1;
	const options = { ...(parameters.options as INodeParameters), timeout };
	const result = await runNode(hub, { input: trial.input, parameters: { ...parameters, options } });
	const held = hub.groups().map((group) => [...hub.customersIn(group.id)].sort());
	// Nobody is created twice.
	expect(hub.customerCount).toBeLessThanOrEqual(100 + trial.outputs);
	await hub.close();
	const { error } = result;
	if (!error) expect(result.json).toHaveLength(trial.outputs);
	return {
		ending: !error ? 'done' : /not known/i.test(error.message) ? 'not known' : 'refused',
		held,
		error: error?.message,
	};
}

/** Seventy megabytes at once in every operation would be more than a small machine has: one of each kind then. */
const trialsOf = (kind: FaultKind): Trial[] =>
	kind === 'hugeBody'
		? everyOperation.filter(
				({ struck }, index, all) => all.findIndex((trial) => trial.struck === struck) === index,
			)
		: everyOperation;

/** What the groups hold after each operation when nothing goes wrong. */
const unharmed = new Map<string, unknown>();
beforeAll(async () => {
	for (const trial of everyOperation)
		unharmed.set(trial.name, (await run(trial, { kind: 'slow', ms: 0 })).held);
});

test.each(FAULT_KINDS)('%s does no harm in any operation', async (kind) => {
	const members = upFrom(1, 30).map(String).sort();

	const check = async (trial: Trial) => {
		const got = await run(trial, faults[kind]);
		expect({ operation: trial.name, ...got }).toMatchObject({
			operation: trial.name,
			ending: ending(kind, trial),
		});
		const after = unharmed.get(trial.name);
		const before = [members, ...(trial.other ? [trial.other] : [])];
		// Done is done, refused has changed nothing that was not claimed, and unknown is one of the two.
		if (got.ending === 'done')
			expect({ operation: trial.name, held: got.held }).toEqual({ operation: trial.name, held: after });
		else if (got.ending === 'refused' && !trial.inSteps) expect(got.held).toEqual(before);
		else expect([before, after, trial.inSteps]).toContainEqual(got.held);
	};
	await Promise.all(trialsOf(kind).map(check));
});
