import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { Session } from '../api/sending/session';
import { groupPages } from '../api/reading/groupPages';
import { Pace } from '../api/sending/pace';
import { Refusal } from '../api/errors';
import { settle } from '../api/result';
import type { Group } from '../api/types';
import { nodeError } from './nodeError';
import { connect } from '../api/sending/connect';

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
	const found = await settle(allGroups(this));
	if (found instanceof Refusal) throw nodeError(this.getNode(), { cause: found }, '');
	const times = new Map<string, number>();
	for (const { name } of found) times.set(name, (times.get(name) ?? 0) + 1);
	const wanted = filter.trim().toLowerCase();
	const groups = found.filter(({ id, name }) => name.toLowerCase().includes(wanted) || String(id) === wanted);
	return {
		results: groups.slice(shown, shown + PAGE).map((group) => ({
			name:
				(times.get(group.name) ?? 0) > 1
					? `${group.name} (ID ${group.id}, ${group.dateCreated.slice(0, 10)})`
					: group.name,
			value: String(group.id),
		})),
		...(groups.length > shown + PAGE ? { paginationToken: String(shown + PAGE) } : {}),
	};
}

async function allGroups(host: ILoadOptionsFunctions): Promise<Group[]> {
	const session = await Session.open(host, TIMEOUT_SECONDS);
	const { send } = connect(session, new Pace(1), () => undefined);
	const groups: Group[] = [];
	for await (const page of groupPages(send, { sortBy: 'id', direction: 'desc' }))
		for (const group of page) groups.push(group);
	return groups;
}
