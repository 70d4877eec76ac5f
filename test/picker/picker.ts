import type { INodeListSearchResult } from 'n8n-workflow';
import { ConvertlabGroups } from '../../nodes/ConvertlabGroups/ConvertlabGroups.node';
import type { StoredCredential } from '../support/credential';
import { editorContext } from '../support/engine';

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
	const context = editorContext(type, credential);
	return { type, context };
}
