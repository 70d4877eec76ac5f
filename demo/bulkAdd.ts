import { Failure } from '../harness/children';
import { wiredExample, workflowId } from '../harness/importing';
import type { N8n } from '../harness/instance';
import type { RunningSandbox } from '../harness/sandbox';

export const bulkExample = 'spreadsheet-rows-to-group';

/** The node names in that example. */
const rowsNode = 'Read the rows';
const addNode = 'Add to the group';

interface BulkAdd {
	/** Its name and ID. */
	group: string;
	before: number;
	after: number;
	rows: { mobile: string; name: string; result: string }[];
}

/** Runs the bulk example headless, and believes it only where the sandbox holds what it says. */
export async function addInBulk(n8n: N8n, { url, control }: RunningSandbox): Promise<BulkAdd> {
	const add = wiredExample(bulkExample, url).nodes.find((node) => node.name === addNode);
	const { value: name } = add?.parameters.group as { value: string };
	const { id } = await control.groupNamed(name);
	const before = await control.customersIn(id);
	const run = await n8n.execute(workflowId(bulkExample));
	const after = new Set(await control.customersIn(id));

	const added = new Map(
		run.items(addNode).map(({ json, pairedItem }) => [pairedItem?.item, String(json.customerId)]),
	);
	const refusals = new Map(
		run.items(addNode, 1).map(({ json, pairedItem }) => [pairedItem?.item, String(json.error)]),
	);
	const rows = run.items(rowsNode).map(({ json }, index) => {
		const customerId = added.get(index);
		const refusal = refusals.get(index);
		const mobile = String(json.mobile);
		if (customerId !== undefined && !after.has(customerId))
			throw new Failure(`The run says that ${mobile} was added, and the sandbox does not.`);
		if (customerId === undefined && refusal === undefined) throw new Failure(`The run lost ${mobile}.`);
		const joined = customerId && before.includes(customerId) ? 'was in it already' : 'added';
		return { mobile, name: String(json.name), result: refusal ?? joined };
	});
	if (!rows.some(({ result }) => result === 'added'))
		throw new Failure('The example ran, but nobody was added.');
	return { group: `${name} (ID ${id})`, before: before.length, after: after.size, rows };
}

export function describeBulkAdd({ group, before, after, rows }: BulkAdd): void {
	console.table(rows.map(({ result, ...row }) => ({ ...row, result: shortened(result) })));
	console.log(`  Group ${group}: ${before} members before, ${after} after.\n`);
}

const shortened = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
