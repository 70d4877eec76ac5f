import { readWireId, type WireId } from '../ids';
import { MEMBERSHIP_FIELDS, type Membership } from '../types';

/** Members that were read straight from the bytes of an answer. */
export class MemberRows {
	constructor(readonly items: Membership[]) {}
}

interface Form {
	/** Where the first row begins. */
	start: number;
	fields: Array<{ field: string; lead: Buffer }>;
	/** Undefined where the first row is the only one. */
	between?: Buffer;
}

/** The first bytes, which hold the first row and what comes after it. */
const HEAD = 1_000;
const BEFORE_ROWS = /^\{[ \r\n\t]*"items"[ \r\n\t]*:[ \r\n\t]*\[[ \r\n\t]*/;
const FIELD = /([ \r\n\t]*([{,])[ \r\n\t]*"(\w+)"[ \r\n\t]*:[ \r\n\t]*("?))(?:(?<=")[^"\\]*"|\d+)/gy;
const BETWEEN_ROWS = /^[ \r\n\t]*\}[ \r\n\t]*,[ \r\n\t]*/;
const AFTER_ROWS = /^[ \r\n\t]*\}[ \r\n\t]*\][ \r\n\t]*\}[ \r\n\t]*$/;
const [QUOTE, BACKSLASH, ZERO, NINE] = Buffer.from('"\\09');
/** As many digits as a number always holds. */
const EXACT = 15;

/**
 * Reads members straight from the bytes of an answer: in half the time of text, `JSON.parse` and a copy of each row, with
 * exact ids of any length. Takes only DM Hub's usual form: `{"items":[{…},…]}`, with the five fields in the same order and
 * the same spaces in every row, ids as bare digits, dates in plain ASCII. Gives undefined for anything else, which the
 * general parser then reads.
 */
export function readMemberRows(bytes: Buffer): MemberRows | undefined {
	const form = formOf(bytes);
	if (!form) return undefined;
	const reader = new Reader(bytes, form.start);
	const items: Membership[] = [];
	do {
		// Variables instead of an array, which would hold every long id as a separate object.
		let id: WireId = 0;
		let listId: WireId = 0;
		let customerId: WireId = 0;
		let dateCreated = '';
		let lastUpdated = '';
		for (const { field, lead } of form.fields) {
			if (!reader.skip(lead)) return undefined;
			if (field === 'id') id = reader.id();
			else if (field === 'listId') listId = reader.id();
			else if (field === 'customerId') customerId = reader.id();
			else if (field === 'dateCreated') dateCreated = reader.date();
			else lastUpdated = reader.date();
		}
		if (reader.failed) return undefined;
		items.push({ id, listId, customerId, dateCreated, lastUpdated });
	} while (form.between && reader.skip(form.between));
	return AFTER_ROWS.test(reader.rest) ? new MemberRows(items) : undefined;
}

/** The form of the first row, which all others have to follow: what comes before each value, and between two rows. */
function formOf(bytes: Buffer): Form | undefined {
	const head = bytes.toString('latin1', 0, HEAD);
	const start = BEFORE_ROWS.exec(head)?.[0].length ?? 0;
	const fields = start === 0 ? [] : [...head.slice(start).matchAll(FIELD)];
	const isUsual =
		fields.length === MEMBERSHIP_FIELDS.length &&
		MEMBERSHIP_FIELDS.every((name) => fields.some(([, , , field]) => field === name)) &&
		fields.every(
			([, , opens, field, quote], index) =>
				opens === (index === 0 ? '{' : ',') && (quote === '') === /id$/i.test(field),
		);
	if (!isUsual) return undefined;
	const end = fields.reduce((at, [whole]) => at + whole.length, start);
	const between = BETWEEN_ROWS.exec(head.slice(end))?.[0];
	return {
		start,
		fields: fields.map(([, lead, , field]) => ({ field, lead: Buffer.from(lead) })),
		between: between === undefined ? undefined : Buffer.from(between),
	};
}

class Reader {
	/** Whether something unexpected came; whatever was read since then is invalid. */
	failed = false;
	private last = '';
	private lastAt = 0;

	constructor(
		private readonly bytes: Buffer,
		private at: number,
	) {}

	get rest(): string {
		return this.bytes.toString('latin1', this.at);
	}

	/** Whether these bytes come next; skips them if so. */
	skip(expected: Buffer): boolean {
		const { bytes, at } = this;
		for (let index = 0; index < expected.length; index += 1)
			if (bytes[at + index] !== expected[index]) return false;
		this.at = at + expected.length;
		return true;
	}

	id(): WireId {
		const { bytes, at: start } = this;
		let at = start;
		let value = 0;
		for (; bytes[at] >= ZERO && bytes[at] <= NINE; at += 1) value = value * 10 + bytes[at] - ZERO;
		this.at = at;
		const digits = at - start;
		if (digits > EXACT) {
			const id = readWireId(bytes.toString('latin1', start, at));
			if (id !== undefined) return id;
		} else if (digits === 1 || (digits > 1 && bytes[start] !== ZERO)) return value;
		this.failed = true;
		return 0;
	}

	/** Members who joined together have the same date, and then share its text. */
	date(): string {
		const { bytes, at: start, last, lastAt } = this;
		let end = start;
		while (end - start < last.length && bytes[end] === bytes[lastAt + end - start]) end += 1;
		if (end - start < last.length || bytes[end] !== QUOTE) {
			while (isPlain(bytes[end])) end += 1;
			this.last = bytes.toString('latin1', start, end);
		}
		if (bytes[end] !== QUOTE) this.failed = true;
		this.lastAt = start;
		this.at = end + 1;
		return this.last;
	}
}

/** A character of one byte that JSON holds unescaped. */
const isPlain = (byte: number): boolean =>
	byte >= 0x20 && byte < 0x7f && byte !== QUOTE && byte !== BACKSLASH;
