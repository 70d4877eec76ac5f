import { Failure } from '../../harness/children';
import { parse } from 'csv-parse/sync';
import type { SandboxControl } from '../../harness/sandboxControl';
import type { Cluster } from './cluster';
import type { Postgres } from './postgres';
import { exportWorkflow } from './workflows';

const columns = ['id', 'listId', 'customerId', 'dateCreated', 'lastUpdated'];

/**
 * Exports a group through a worker, and fetches the file from the main process: n8n keeps it in its database meanwhile.
 * The file must hold every member, digit by digit.
 */
export async function exportThroughTheDatabase({
	n8n,
	hub,
	postgres,
	groupId,
}: {
	n8n: Cluster;
	hub: SandboxControl;
	postgres: Postgres;
	groupId: string;
}): Promise<{ members: number; bytes: number; seconds: number }> {
	const begun = Date.now();
	const answer = await n8n.post(exportWorkflow, { groupId });
	// As bytes: reading the answer as text would drop the byte order mark.
	const file = Buffer.from(await answer.arrayBuffer());
	const text = file.toString('utf8');
	const seconds = (Date.now() - begun) / 1000;
	if (!answer.ok) throw new Failure(`The export answered ${answer.status}: ${text.slice(0, 500)}`);

	const [head, ...rows] = parse(text, { bom: true });
	if (head.join() !== columns.join())
		throw new Failure(`The exported file begins with: ${head.join().slice(0, 200)}`);
	const written = rows.map((row) => row[columns.indexOf('customerId')]);
	const members = new Set(await hub.customersIn(groupId));
	const strangers = written.filter((customer) => !members.has(customer));
	if (written.length !== members.size || new Set(written).size !== members.size || strangers.length > 0)
		throw new Failure(
			`The file holds ${written.length} lines, ${strangers.length} of them strangers; the group ${members.size} members.`,
		);

	const kept = await postgres.query('SELECT count(*), sum("fileSize") FROM binary_data');
	const [files, bytes] = kept.split('|').map(Number);
	if (files !== 1 || bytes !== file.length)
		throw new Failure(`n8n's database keeps ${files} files of ${bytes} bytes instead of the exported one.`);
	return { members: members.size, bytes, seconds };
}
