import type { Id } from '../../api/ids';
import type { Membership } from '../../api/types';
import type { GroupChoice } from '../../api/types';

const COLUMNS = ['id', 'listId', 'customerId', 'dateCreated', 'lastUpdated'] as const;

/** What a file of members is made of: CSV as RFC 4180 has it, or one JSON object per line. Ids keep all digits. */
export const formats = {
	csv: {
		header: `${COLUMNS.join(',')}\r\n`,
		lines: (page: Membership[]) =>
			page.map((row) => `${COLUMNS.map((column) => field(row[column])).join(',')}\r\n`).join(''),
		mimeType: 'text/csv',
	},
	jsonl: {
		header: '',
		lines: (page: Membership[]) => page.map((row) => `${JSON.stringify(row)}\n`).join(''),
		mimeType: 'application/x-ndjson',
	},
};

function field(value: string | number): string {
	return typeof value === 'string' && /[",\r\n]/.test(value)
		? `"${value.replaceAll('"', '""')}"`
		: String(value);
}

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
