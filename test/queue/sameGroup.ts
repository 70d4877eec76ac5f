import { Failure } from '../../harness/children';
import type { SandboxControl } from '../../harness/sandboxControl';
import type { Cluster } from './cluster';
import { addedAtOnce, copied } from './orders';
import { addNewWorkflow, copyWorkflow } from './workflows';

/** The seeded customers of whom two executions each add some; half of them are added by both. */
const lists = [1, 21].map((first) => Array.from({ length: 40 }, (_, at) => first + at));

interface Told {
	customerId: number;
	isNew: boolean;
}

/**
 * Two executions at once copy one group into another, and two at once add to one group and tell who is new. Afterwards
 * each group must hold exactly who was asked for, nobody twice, and whoever was added was new to somebody.
 *
 * @returns in words what they told
 */
export async function changeAtOnce({ n8n, hub }: { n8n: Cluster; hub: SandboxControl }): Promise<string> {
	const post = async <Answer>(workflow: string, body: object) => {
		const answer = await n8n.post(workflow, body);
		const text = await answer.text();
		if (!answer.ok) throw new Failure(`${workflow} answered ${answer.status}: ${text.slice(0, 500)}`);
		return JSON.parse(text) as Answer;
	};
	const idOf = async (name: string) => (await hub.groupNamed(name)).id;
	const [from, to, target] = await Promise.all([copied.from, copied.to, addedAtOnce].map(idOf));

	const copy = { groupId: from, toGroupId: to };
	const copies = await Promise.all(
		[1, 2].map(() => post<{ added: number; failed: number }>(copyWorkflow, copy)),
	);
	await mustHold(hub, to, await hub.customersIn(from));
	const failed = copies.reduce((sum, each) => sum + each.failed, 0);
	if (failed > 0) throw new Failure(`${failed} customers were not copied: ${JSON.stringify(copies)}`);

	const told = await Promise.all(
		lists.map((customerIds) => post<Told[]>(addNewWorkflow, { groupId: target, customerIds })),
	);
	const asked = new Set(lists.flat());
	await mustHold(hub, target, [...asked].map(String));
	const isNew = new Set(told.flat().flatMap((each) => (each.isNew ? [each.customerId] : [])));
	if (told.flat().length !== lists.flat().length || isNew.size !== asked.size)
		throw new Failure(`${isNew.size} of ${asked.size} were new to somebody: ${JSON.stringify(told)}`);
	return `copies added ${copies.map(({ added }) => added).join(' and ')} of ${copied.members - copied.already}; of ${asked.size} customers each was new to somebody`;
}

/** Exactly these, nobody twice. */
async function mustHold(hub: SandboxControl, groupId: string, customers: string[]): Promise<void> {
	const members = await hub.customersIn(groupId);
	const wanted = new Set(customers);
	const strangers = members.filter((customer) => !wanted.has(customer)).length;
	const doubled = members.length - new Set(members).size;
	const lost = wanted.size - (new Set(members).size - strangers);
	if (strangers + doubled + lost > 0)
		throw new Failure(`Group ${groupId}: ${lost} missing, ${strangers} strangers, ${doubled} doubled.`);
}
