import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { createGroup as requestToCreate } from '../api/endpoints';
import { groupPages } from '../api/reading/groupPages';
import { nameContains, sameName, severalNamed } from '../api/reading/whichGroup';
import type { Send } from '../api/request';
import { outcomeOf } from '../api/promises';
import { connect } from '../api/sending/connect';
import { Pace } from '../api/sending/pace';
import { Session } from '../api/sending/session';
import type { Group } from '../api/types';
import { visible } from '../values/cleaning';
import { newGroupName } from './groupField';
import { nodeError } from './nodeError';

const TIMEOUT_SECONDS = 30;
const PAGE = 100;

/**
 * The group picker: newest groups first, filtered by what the user types. DM Hub has no search, and names may repeat, so
 * all groups are read: only then is it known which names need an id to be told apart.
 * @param paginationToken how many groups were shown before
 */
export async function searchGroups(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const shown = Number(paginationToken ?? 0);
	const all = await inEditor(this, allGroups);
	const times = new Map<string, number>();
	for (const { name } of all) times.set(visible(name), (times.get(visible(name)) ?? 0) + 1);
	const groups = all.filter(({ id, name }) => nameContains(name, filter) || String(id) === filter.trim());
	return {
		results: groups.slice(shown, shown + PAGE).map((group) => ({
			name:
				(times.get(visible(group.name)) ?? 0) > 1
					? `${group.name} (ID ${group.id}, ${group.dateCreated.slice(0, 10)})`
					: group.name,
			value: String(group.id),
		})),
		...(groups.length > shown + PAGE ? { paginationToken: String(shown + PAGE) } : {}),
	};
}

/**
 * “Create a new group” in the picker: creates one of the name that was typed, or takes the one there is.
 * @param payload the name, as the editor posts it: `{ name }`
 * @returns the id, which the editor selects
 */
export async function createGroup(
	this: ILoadOptionsFunctions,
	payload: IDataObject | string | undefined,
): Promise<string> {
	return await inEditor(this, async (send) => {
		const name = newGroupName(typeof payload === 'object' ? payload.name : payload);
		const existing = (await allGroups(send)).filter((group) => sameName(group.name, name));
		if (existing.length > 1) throw severalNamed(name, existing);
		const group = existing[0] ?? (await send(requestToCreate(name)));
		return String(group.id);
	});
}

async function inEditor<T>(context: ILoadOptionsFunctions, work: (send: Send) => Promise<T>): Promise<T> {
	const outcome = await outcomeOf(
		(async () => {
			const session = await Session.open(context, TIMEOUT_SECONDS);
			return await work(connect(session, new Pace(1), () => undefined).send);
		})(),
	);
	if ('error' in outcome) throw nodeError(context.getNode(), { cause: outcome.error });
	return outcome.value;
}

async function allGroups(send: Send): Promise<Group[]> {
	const groups: Group[] = [];
	for await (const page of groupPages(send, { sortBy: 'id', direction: 'desc' }))
		for (const group of page) groups.push(group);
	return groups;
}
