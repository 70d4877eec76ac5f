import type { Id } from '../../api/ids';
import { fieldNames, type Member } from '../../api/reading/memberDetails';
import { MEMBERSHIP_FIELDS, type CustomerDetails } from '../../api/types';
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
	byteOrderMark: boolean;
	/** The time zone to write dates in; undefined for UTC, as DM Hub gives them. */
	zone?: string;
}

const BYTE_ORDER_MARK = '\ufeff';
/** Moments among the fields of memberships and customers. */
const MOMENTS = ['dateCreated', 'lastUpdated', 'dateJoin'];

export const formats: Record<'csv' | 'jsonl', (choices: Choices) => Format> = {
	csv: ({ details, escapeFormulas, byteOrderMark, zone }) => {
		const fields = details ? fieldNames(details) : [];
		const local = localDates(zone);
		const line = (cells: unknown[]) => `${cells.map((value) => cell(value, escapeFormulas)).join(',')}\r\n`;
		return {
			header: `${byteOrderMark ? BYTE_ORDER_MARK : ''}${line([...fields.map(columnOf), ...MEMBERSHIP_FIELDS])}`,
			lines: (page) =>
				page
					.map((member) => [
						...fields.map((field) => local(field, member.customer?.[field])),
						...MEMBERSHIP_FIELDS.map((field) => local(field, member[field])),
					])
					.map(line)
					.join(''),
			mimeType: 'text/csv',
		};
	},
	jsonl: ({ zone }) => {
		const local = localDates(zone);
		const replacer = zone === undefined ? undefined : local;
		return {
			header: '',
			lines: (page) => page.map((member) => `${JSON.stringify(member, replacer)}\n`).join(''),
			mimeType: 'application/x-ndjson',
		};
	},
};

/** Keeps column names distinct: a customer's own dates have the same names as the membership's. */
const columnOf = (field: string): string =>
	(MEMBERSHIP_FIELDS as readonly string[]).includes(field) ? `customer.${field}` : field;

/** Writes the moment in a field as `2026-11-27 06:23:51` in a time zone; any other value as it is. */
function localDates(zone: string | undefined): (field: string, value: unknown) => unknown {
	if (zone === undefined) return (_field, value) => value;
	// Sweden writes dates as ISO 8601 does, with a blank in between.
	const format = new Intl.DateTimeFormat('sv-SE', {
		timeZone: zone,
		dateStyle: 'short',
		timeStyle: 'medium',
	});
	return (field, value) => {
		if (typeof value !== 'string' || !MOMENTS.includes(field)) return value;
		const moment = Date.parse(value);
		return Number.isNaN(moment) ? value : format.format(moment);
	};
}

/** Such as `金卡会员-2026-11-24.csv`, with the date in the workflow's time zone. */
export function fileNameOf(
	groupName: string | undefined,
	listId: Id | undefined,
	extension: string,
	zone: string,
): string {
	const name = groupName ?? (listId === undefined ? 'all-groups' : `group-${listId}`);
	return `${name}-${new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date())}.${extension}`;
}
