import { Refusal } from './errors';
import { readWireId } from './ids';
import type { Group, Membership } from './types';

/**
 * Parses answers. Takes only the documented fields, so that nothing a server may add (an `error` field, a `__proto__`)
 * ends up in a user's item.
 */

function readGroup(value: unknown): Group {
	const row = fields(value);
	const id = readWireId(row.id);
	if (id === undefined) throw unexpectedShape('a group');
	return { id, name: text(row.name), dateCreated: text(row.dateCreated), lastUpdated: text(row.lastUpdated) };
}

/** The answer to a create; where it is unreadable, the group may have been created all the same. */
export function readCreatedGroup(value: unknown): Group {
	const read = readWireId(fields(value).id) === undefined ? undefined : readGroup(value);
	if (!read) throw unexpectedShape('a group').with({ work: 'unknown' });
	return read;
}

function readMembership(value: unknown): Membership {
	const membership = wholeMembership(value);
	if (!membership) throw unexpectedShape('a membership');
	return membership;
}

function wholeMembership(value: unknown): Membership | undefined {
	const row = fields(value);
	const id = readWireId(row.id);
	const listId = readWireId(row.listId);
	const customerId = readWireId(row.customerId);
	if (id === undefined || listId === undefined || customerId === undefined) return undefined;
	const dateCreated = shared(text(row.dateCreated));
	return { id, listId, customerId, dateCreated, lastUpdated: shared(text(row.lastUpdated)) };
}

let lastDate = '';

/** Members who joined together have the same date: a million rows then hold few texts instead of two million. */
function shared(date: string): string {
	if (date !== lastDate) lastDate = date;
	return lastDate;
}

/** `{"page":1,"records":1,"rows":[…],"total":1}`; `total` counts pages of a size that only the server knows. */
export function readGroups(answer: unknown): Group[] {
	const { rows } = fields(answer);
	if (!Array.isArray(rows)) throw unexpectedShape('a list of groups');
	return rows.map(readGroup);
}

/** `{"items":[…]}` */
export function readMemberships(answer: unknown): Membership[] {
	const { items } = fields(answer);
	if (!Array.isArray(items)) throw unexpectedShape('a list of members');
	return items.map(readMembership);
}

/** The memberships in the answer to an add, `{"data":{…}}` or `{"items":[…]}`; unreadable ones are left out and looked up later. */
export function readAdded(answer: unknown): Membership[] {
	if (typeof answer !== 'object' || answer === null) return [];
	const { data, items } = answer as { data?: unknown; items?: unknown };
	const rows = Array.isArray(items) ? items : [data ?? answer];
	return rows.map(wholeMembership).filter((membership) => membership !== undefined);
}

/** A bare integer, `{"count":n}` or `"n"`: the form is not documented, so all three are accepted. */
export function readCount(answer: unknown): number {
	const value =
		typeof answer === 'object' && answer !== null ? (answer as { count?: unknown }).count : answer;
	const count = typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
	if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0)
		throw unexpectedShape('a count');
	return count;
}

/** For calls whose answer is not documented. */
export const readNothing = (): void => undefined;

function fields(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** For the answer to a read. */
export function unexpectedShape(expected: string): Refusal {
	return new Refusal({
		kind: 'unreadable',
		work: 'undone',
		message: `DM Hub’s response is not ${expected}`,
		description:
			'The response is not in the documented format. Check the Base URL in the credential, and any proxy between n8n and DM Hub.',
	});
}
