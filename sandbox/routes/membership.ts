import { wireDate } from '../dates';
import type { World } from '../world';

/** A writer of memberships as JSON; by concatenation, since a page has up to 10,000 of them. */
export function membershipWriter({ store: { table }, quirks }: World): (row: number) => string {
	const quote = quirks.idsAsStrings ? '"' : '';
	return (row) => {
		const date = wireDate(table.dateCreated(row));
		return (
			`{"id":${quote}${table.id(row)}${quote},"customerId":${quote}${table.customerId(row)}${quote},` +
			`"dateCreated":"${date}","lastUpdated":"${date}","listId":${quote}${table.listId(row)}${quote}}`
		);
	};
}
