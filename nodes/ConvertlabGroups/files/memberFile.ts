import type { Id } from '../../api/ids';
import type { Member } from '../../api/reading/memberDetails';
import { MEMBERSHIP_FIELDS, type CustomerDetails, type GroupChoice } from '../../api/types';
import { cell } from './csv';

/** What a file of members is made of. Ids keep all digits. */
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
		const fields = details ? [...details.standard, ...details.custom] : [];
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

/** Two columns of one name would be one to whoever reads the file: a customer has dates of their own. */
const columnOf = (field: string): string =>
	(MEMBERSHIP_FIELDS as readonly string[]).includes(field) ? `customer.${field}` : field;

/** `金卡会员-2026-11-24.csv`, by the day in the workflow's time zone. */
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
