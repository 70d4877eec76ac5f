import assert from 'node:assert/strict';

import type { Message, Tool, Turn } from '../../harness/scriptedModel';

/** What a tool has answered: as many of these as it has items. */
interface Answer {
	error?: string;
	id?: number | string;
	name?: string;
	customerId?: number | string;
	customer?: { name: string; mobile: string };
	isMember?: boolean;
	removed?: boolean | number;
	added?: number;
	dryRun?: boolean;
	/** What n8n says instead, after a no. */
	output?: string;
}

interface Plan {
	words: RegExp;
	next(words: string[], answers: (Answer[] | undefined)[]): Turn;
}

/**
 * The model of the agent's example: four wishes, each step of which follows from what the tools have really answered.
 */
export function assistant(messages: Message[], tools: Tool[]): Turn {
	const last = messages.findLastIndex(({ role }) => role === 'user');
	const wish = messages[last].content ?? '';
	const plan = plans.find(({ words }) => words.test(wish));
	assert.ok(plan, `Nobody has told this model what to do with “${wish}”.`);
	const turn = plan.next(words(plan, wish), answersIn(messages.slice(last + 1)));
	if ('call' in turn)
		assert.ok(
			tools.some((tool) => tool.function.name === turn.call),
			`There is no tool ${turn.call}.`,
		);
	return turn;
}

const words = (plan: Plan, wish: string) => wish.match(plan.words)?.slice(1) ?? [];

const plans: Plan[] = [
	{
		words: /^Put (.+) into (.+)$/,
		next([mobile, name], [refused, checked, added]) {
			// As a hasty model does: by the person's words for the group, which are not its name.
			if (!refused) return call('Add_to_group', { Group: name, Mobile_Number: mobile });
			const group = offeredIn(refused[0].error);
			if (!group) return say(`I cannot find ${name}: ${refused[0].error}`);
			if (!checked) return call('Check_member', { Group: group.id, Mobile_Number: mobile });
			if (checked[0].isMember) return say(`Customer ${checked[0].customerId} was in ${group.name} already.`);
			if (!added) return call('Add_to_group', { Group: group.id, Mobile_Number: mobile });
			return say(`Customer ${added[0].customerId} is in ${group.name} now.`);
		},
	},
	{
		words: /^Who is in (.+)$/,
		next([name], [groups, members]) {
			if (!groups) return findGroups(name);
			if (!members) return call('List_members', { Group: String(theOnly(groups).id) });
			return say(members.map(({ customer }) => `${customer?.name} ${customer?.mobile}`).join(', '));
		},
	},
	{
		words: /^Take (.+) out of (.+)$/,
		next([mobile, name], [groups, removed]) {
			if (!groups) return findGroups(name);
			const group = theOnly(groups);
			if (!removed) return reviewed('Remove_from_group', { Group: group.name, Mobile_Number: mobile });
			if (removed[0].removed) return say(`Customer ${removed[0].customerId} has left ${group.name}.`);
			assert.match(String(removed[0].output), /^User rejected the tool call/);
			return say(`Nobody was removed from ${group.name}.`);
		},
	},
	{
		words: /^Let (.+) hold only (.+)$/,
		next([name, mobiles], [groups, synced]) {
			if (!groups) return findGroups(name);
			const group = theOnly(groups);
			if (!synced) return reviewed('Sync_group', { Group: group.name, Mobile_Numbers: mobiles });
			const [{ dryRun, added, removed }] = synced;
			return say(`${dryRun ? 'It would' : 'I did'} add ${added} and remove ${removed} in ${group.name}.`);
		},
	},
];

const say = (text: string): Turn => ({ say: text });
const call = (name: string, parameters: object): Turn => ({ call: name, with: parameters });
/** n8n wraps what a tool behind a human review takes. */
const reviewed = (name: string, parameters: object) =>
	call(name, { toolParameters: parameters, hitlParameters: {} });
const findGroups = (name: string) => call('Find_groups', { Name_Contains: name });

/** The group that a refusal offers instead of the name that was given. */
const offeredIn = (error?: string) =>
	error?.match(/Similar groups: “(?<name>[^”]+)” \(ID (?<id>\d+),/)?.groups;

function theOnly(groups: Answer[]): Answer {
	assert.equal(groups.length, 1, `Not one group: ${JSON.stringify(groups)}`);
	return groups[0];
}

/** What the tools have answered, in order. */
const answersIn = (messages: Message[]) =>
	messages.filter(({ role }) => role === 'tool').map(({ content }) => JSON.parse(content ?? '') as Answer[]);
