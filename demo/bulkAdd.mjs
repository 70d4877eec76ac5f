import { Failure } from '../harness/children.mjs';
import { wiredExample, workflowId } from '../harness/importing.mjs';
import { table } from './table.mjs';

const example = 'spreadsheet-rows-to-group';

/** The node names in that example. */
const rowsNode = 'Read the rows';
const addNode = 'Add to the group';

/**
 * Runs the bulk example headless, and believes it only where the sandbox holds what it says.
 *
 * @returns {Promise<{ group: string, before: number, after: number, rows: { mobile: string, name: string, result: string }[] }>}
 */
export async function addInBulk(n8n, sandbox) {
	const name = wiredExample(example, sandbox.url).nodes.find((node) => node.name === addNode).parameters.group
		.value;
	const [group] = await sandbox.groupsNamed(name);
	const before = await sandbox.customersIn(group.id);
	const run = await n8n.execute(workflowId(example));
	const after = new Set(await sandbox.customersIn(group.id));

	const added = new Map(
		run.items(addNode).map(({ json, pairedItem }) => [pairedItem.item, String(json.customerId)]),
	);
	const refusals = new Map(
		run.items(addNode, 1).map(({ json, pairedItem }) => [pairedItem.item, json.error]),
	);
	const rows = run.items(rowsNode).map(({ json }, index) => {
		const customerId = added.get(index);
		if (customerId !== undefined && !after.has(customerId))
			throw new Failure(`The run says that ${json.mobile} was added, and the sandbox does not.`);
		if (customerId === undefined && !refusals.has(index)) throw new Failure(`The run lost ${json.mobile}.`);
		const joined = before.includes(customerId) ? 'was in it already' : 'added';
		return { mobile: json.mobile, name: json.name, result: refusals.get(index) ?? joined };
	});
	if (!rows.some(({ result }) => result === 'added'))
		throw new Failure('The example ran, but nobody was added.');
	return { group: `${name} (ID ${group.id})`, before: before.length, after: after.size, rows };
}

export function describeBulkAdd({ group, before, after, rows }) {
	const cells = rows.map(({ mobile, name, result }) => [mobile, name, shortened(result)]);
	return `${table(['Mobile number', 'Name', 'Result'], cells)}

  Group ${group}: ${before} members before, ${after} after.`;
}

const shortened = (text) => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
