import type { Id } from '../../api/ids';
import { fieldNames, type Member } from '../../api/reading/memberDetails';
import { MEMBERSHIP_FIELDS, type CustomerDetails, type GroupChoice } from '../../api/types';
import { cell } from './csv';

/** The parts of a file of members. Ids keep all digits. */
interface Format {
	header: string;
	lines(page: Member[]): string;
	mimeType: string;
}

interface Choices {
	details?: CustomerDetails;
	escapeFormulas: boolean;
}

export const formats: Record<'csv' | 'jsonl', (choices: Choices) => Format> = {
	csv: ({ details, escapeFormulas }) => {
		const fields = details ? fieldNames(details) : [];
		const line = (cells: unknown[]) => `${cells.map((value) => cell(value, escapeFormulas)).join(',')}\r\n`;
		return {
			header: line([...MEMBERSHIP_FIELDS, ...fields.map(columnOf)]),
			lines: (page) =>
				page
					.map((member) => [
						...MEMBERSHIP_FIELDS.map((column) => member[column]),
						...fields.map((field) => member.customer?.[field]),
					])
					.map(line)
					.join(''),
			mimeType: 'text/csv',
		};
	},
	jsonl: () => ({
		header: '',
		lines: (page) => page.map((member) => `${JSON.stringify(member)}\n`).join(''),
		mimeType: 'application/x-ndjson',
	}),
};

/** Keeps column names distinct: a customer's own dates have the same names as the membership's. */
const columnOf = (field: string): string =>
	(MEMBERSHIP_FIELDS as readonly string[]).includes(field) ? `customer.${field}` : field;

/** Such as `金卡会员-2026-11-24.csv`, with the date in the workflow's time zone. */
export function fileNameOf(
	group: GroupChoice | undefined,
	listId: Id | undefined,
	extension: string,
	zone: string,
): string {
	const name =
		group && 'name' in group ? group.name : listId === undefined ? 'all-groups' : `group-${listId}`;
	return `${name}-${new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date())}.${extension}`;
}
