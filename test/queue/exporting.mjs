import { Failure } from '../../harness/children.mjs';
import { exportWorkflow } from './workflows.mjs';

const columns = 'id,listId,customerId,dateCreated,lastUpdated';

/**
 * Exports a group through a worker, and fetches the file from the main process: n8n keeps it in its database meanwhile.
 * The file must hold every member, digit by digit.
 *
 * @returns what was measured
 */
export async function exportThroughTheDatabase({ n8n, hub, postgres, groupId }) {
	const begun = Date.now();
	const answer = await n8n.post(exportWorkflow, { groupId });
	const text = await answer.text();
	const seconds = (Date.now() - begun) / 1000;
	if (!answer.ok) throw new Failure(`The export answered ${answer.status}: ${text.slice(0, 500)}`);

	const [head, ...lines] = text.trim().split(/\r?\n/);
	if (head !== columns) throw new Failure(`The exported file begins with: ${head.slice(0, 200)}`);
	const written = lines.map((line) => line.split(',')[2]);
	const members = new Set(await hub.customersIn(groupId));
	const strangers = written.filter((customer) => !members.has(customer));
	if (written.length !== members.size || new Set(written).size !== members.size || strangers.length > 0)
		throw new Failure(
			`The file holds ${written.length} lines, ${strangers.length} of them strangers; the group ${members.size} members.`,
		);

	const kept = await postgres.query('SELECT count(*), sum("fileSize") FROM binary_data');
	const [files, bytes] = kept.split('|').map(Number);
	if (files !== 1 || bytes !== Buffer.byteLength(text))
		throw new Failure(`n8n's database keeps ${files} files of ${bytes} bytes instead of the exported one.`);
	return { members: members.size, bytes, seconds };
}
