import { groupPages } from '../api/reading/groupPages';
import { compareIds, type Id } from '../api/ids';
import { MemberList, memberPages, NEWEST_FIRST, OLDEST_FIRST } from '../api/reading/memberPages';
import type { Send } from '../api/request';
import type { Group, Membership } from '../api/types';
import { customerDetailFields } from '../editor/customerDetails';
import { collectionField, optionsField, shownWhen } from '../editor/fields';
import { groupField, scopeField } from '../editor/groupField';
import { groupNameField } from '../editor/options';

export const eventField = optionsField(
	{
		displayName: 'Event',
		name: 'event',
		default: 'memberAdded',
		noDataExpression: true,
		description: 'What starts the workflow',
	},
	[
		{
			name: 'Customer Joined Group',
			value: 'memberAdded',
			description: 'A customer became a member of a group',
		},
		{ name: 'Group Created', value: 'groupCreated', description: 'A new group was created' },
	],
);

const forMembers = { event: ['memberAdded'] };

export const watchedScopeField = shownWhen(
	scopeField('Whether to watch one group or all groups'),
	forMembers,
);

export const watchedGroupField = shownWhen(groupField({ description: 'The group to watch' }), {
	...forMembers,
	scope: ['group'],
});

export const memberOptionsField = shownWhen(
	collectionField(
		{ displayName: 'Options', name: 'options', placeholder: 'Add option' },
		{
			...customerDetailFields,
			groupName: groupNameField,
		},
	),
	forMembers,
);

export type Event = ReturnType<typeof eventField.read>;

export type EventRecord = Membership | Group;

/** What a poll reads: records with growing ids, dated by the server's clock. */
export interface Source {
	/** Page by page, newest first. */
	newestFirst(limit?: number): AsyncIterable<EventRecord[]>;
	/** Those after an id, page by page, oldest first. */
	after(cursor: Id, rows: number): AsyncIterable<EventRecord[]>;
}

/** Rows of a page of the newest members, enough for those who joined within the last five minutes. */
const FIRST_ROWS = 1_000;

export const joins = (send: Send, listId: Id | undefined): Source => ({
	newestFirst: (limit) => memberPages(send, { listId }, NEWEST_FIRST, { limit, rows: FIRST_ROWS }),
	async *after(cursor, rows) {
		const list = new MemberList(send, { listId }, OLDEST_FIRST);
		// An empty page need not be the end: the next poll goes on where this one ends.
		for (let bound = cursor; ;) {
			const page = await list.page(bound, rows);
			if (page.length === 0) return;
			bound = String(page[page.length - 1].id);
			yield page;
		}
	},
});

/** The list of groups takes no lower bound, so it is read from the newest back to the cursor. */
export const creations = (send: Send): Source => ({
	newestFirst: (limit) => groupPages(send, NEWEST_FIRST, limit),
	async *after(cursor) {
		const found: Group[] = [];
		for await (const page of groupPages(send, NEWEST_FIRST)) {
			for (const group of page) if (compareIds(group.id, cursor) > 0) found.push(group);
			if (page.some(({ id }) => compareIds(id, cursor) <= 0)) break;
		}
		if (found.length > 0) yield found.reverse();
	},
});
