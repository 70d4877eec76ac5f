import { LoadOptionsContext } from 'n8n-core';
import type { INode, INodeListSearchResult } from 'n8n-workflow';
import { ConvertlabGroups } from '../../nodes/ConvertlabGroups/ConvertlabGroups.node';
import type { StoredCredential } from '../support/credential';
import { additionalDataFor, workflowOf } from '../support/engine';

/** Opens the group picker as the editor does: what the user typed, and where the shown part of the list ended. */
export async function pickGroups(
	credential: StoredCredential,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const { type, context } = editorOf(credential);
	return await type.methods.listSearch.searchGroups.call(context, filter, paginationToken);
}

/** Clicks on “Create a new group” in the open list. @returns the ID that is selected then */
export async function createInPicker(credential: StoredCredential, name: string): Promise<string> {
	const { type, context } = editorOf(credential);
	return await type.methods.actionHandler.createGroup.call(context, { name });
}

function editorOf(credential: StoredCredential) {
	const type = new ConvertlabGroups();
	const node: INode = {
		id: 'groups',
		name: 'Groups',
		type: 'convertlabGroups',
		typeVersion: 1,
		parameters: {},
		position: [0, 0],
		credentials: { convertlabApi: { id: '1', name: 'Convertlab' } },
	};
	const workflow = workflowOf({ nodes: [node], connections: {}, types: { convertlabGroups: type } });
	const context = new LoadOptionsContext(
		workflow,
		node,
		additionalDataFor(credential, 'internal', workflow),
		'',
	);
	return { type, context };
}
