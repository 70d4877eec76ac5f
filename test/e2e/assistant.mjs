import assert from 'node:assert/strict';

/**
 * The model of the agent's example: four wishes, each step of which follows from what the tools have really answered.
 *
 * @param {import('../../harness/scriptedModel.mjs').Message[]} messages
 * @returns {import('../../harness/scriptedModel.mjs').Turn}
 */
export function assistant(messages, tools) {
	const last = messages.findLastIndex(({ role }) => role === 'user');
	const wish = messages[last].content;
	const plan = plans.find(({ words }) => words.test(wish));
	assert.ok(plan, `Nobody has told this model what to do with “${wish}”.`);
	const turn = plan.next(words(plan, wish), answersIn(messages.slice(last + 1)));
	if (turn.call)
		assert.ok(
			tools.some((tool) => tool.function.name === turn.call),
			`There is no tool ${turn.call}.`,
		);
	return turn;
}

const words = (plan, wish) => wish.match(plan.words).slice(1);

const plans = [
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
			return say(members.map(({ customer }) => `${customer.name} ${customer.mobile}`).join(', '));
		},
	},
	{
		words: /^Take (.+) out of (.+)$/,
		next([mobile, name], [groups, removed]) {
			if (!groups) return findGroups(name);
			const group = theOnly(groups);
			if (!removed) return reviewed('Remove_from_group', { Group: group.name, Mobile_Number: mobile });
			if (removed[0].removed) return say(`Customer ${removed[0].customerId} has left ${group.name}.`);
			assert.match(removed[0].output, /^User rejected the tool call/);
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

const say = (text) => ({ say: text });
const call = (name, parameters) => ({ call: name, with: parameters });
/** n8n wraps what a tool behind a human review takes. */
const reviewed = (name, parameters) => call(name, { toolParameters: parameters, hitlParameters: {} });
const findGroups = (name) => call('Find_groups', { Name_Contains: name });

/** The group that a refusal offers instead of the name that was given. */
const offeredIn = (error) => error?.match(/Similar groups: “(?<name>[^”]+)” \(ID (?<id>\d+),/)?.groups;

function theOnly(groups) {
	assert.equal(groups.length, 1, `Not one group: ${JSON.stringify(groups)}`);
	return groups[0];
}

/** What the tools have answered, in order. */
const answersIn = (messages) =>
	messages.filter(({ role }) => role === 'tool').map(({ content }) => JSON.parse(content));
