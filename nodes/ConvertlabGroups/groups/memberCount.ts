import type { IDataObject } from 'n8n-workflow';
import { forEachConcurrently } from '../../api/promises';
import { countMembers } from '../../api/endpoints';
import type { Group } from '../../api/types';
import { booleanField } from '../../editor/fields';
import type { Run } from '../run/run';

export const memberCountField = booleanField({
	displayName: 'Member Count',
	name: 'memberCount',
	default: false,
	description: 'Whether to add the number of members to each group, which takes one more request per group',
});

/** Groups as output, with the number of members where wanted. */
export async function withMemberCounts(run: Run, groups: Group[], wanted: boolean): Promise<IDataObject[]> {
	const outputs: IDataObject[] = groups.map((group) => ({ ...group }));
	if (wanted)
		await forEachConcurrently(run.settings.concurrency, outputs, async (output) => {
			output.memberCount = await run.send(countMembers(String(output.id)));
		});
	return outputs;
}
