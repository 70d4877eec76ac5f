import { Refusal } from '../errors';
import { compareIds } from '../ids';
import type { MemberSort, Membership, SortDirection } from '../types';

export const signOf = (direction: SortDirection): 1 | -1 => (direction === 'asc' ? 1 : -1);

export function inOrder(rows: Membership[], sign: number, field: MemberSort = 'id'): Membership[] {
	return rows.sort((one, other) => sign * compareIds(one[field], other[field]));
}

export function repeating(): Refusal {
	return new Refusal({
		kind: 'unreadable',
		work: 'undone',
		message: 'DM Hub returned the same members again instead of the next ones',
		description:
			'The list cannot be read completely, so none of it was used. Send this message to Convertlab support.',
	});
}
