import { nameUnseen, plainWidth, unwrapped, visible } from './cleaning';
import { writtenIn } from './encoding';

/**
 * What people write, read: one file for each kind of value. A reader takes whatever a parameter, a list, a file or
 * DM Hub holds, and gives the one value it can only mean, or says why there is none. It never throws and never guesses.
 * Here is what they have in common: the text of a value, and what stands where there is none.
 */

/** A value, or why there is none. */
export type Reading<T> = { value: T } | Unreadable;

export interface Unreadable {
	/** Completes `Mobile Number “…” ___`: `has 15 digits: a mainland number has 11`. */
	wrong: string;
	/** What to do instead, in one or two short sentences. */
	advice?: string;
	/** Nothing is there, or a word for nothing: an optional field is left out, a required one is refused. */
	isMissing?: true;
}

export const isUnreadable = <T>(reading: Reading<T>): reading is Unreadable => 'wrong' in reading;

/** The same refusal; where it says nothing better, with this advice. */
export const advised = (refusal: Unreadable, advice: string): Unreadable => ({ advice, ...refusal });

/** The text of a value before a reader looks for its kind. */
export interface Written {
	/** As it was written, but for blanks outside. */
	given: string;
	/** In plain width, without anything unseen, and without what is wrapped around it. */
	plain: string;
}

/** Longer than any identifier with all that people put around it. Checked before anything is matched. */
const LONGEST = 500;

/** The text of a value that names somebody or something in one word or line. */
export function readWritten(
	raw: unknown,
	isMissingHere: (text: string) => boolean = isMissing,
): Reading<Written> {
	const text = textOf(raw);
	if (isUnreadable(text)) return text;
	const given = text.value.trim();
	if (given.length > LONGEST)
		return {
			wrong: `has ${given.length} characters: too many for one value`,
			advice: 'Check that the field holds one value only.',
		};
	const wrong = damageIn(given);
	if (wrong !== undefined) return wrong;
	const seen = plainWidth(visible(given)).trim();
	if (seen === '') return { wrong: emptyBut(text.value), isMissing: true };
	if (isMissingHere(seen)) return MISSING;
	const plain = unwrapped(seen);
	const artifact = artifactIn(seen) ?? (plain === seen ? undefined : artifactIn(plain));
	if (artifact !== undefined) return artifact;
	return isMissingHere(plain) ? MISSING : { value: { given, plain } };
}

export const MISSING: Unreadable = {
	wrong: 'stands for a missing value',
	advice: 'Fill it in, or filter such rows out before this node.',
	isMissing: true,
};

/** Text, or the digits of a whole number. Anything else has no text of its own. */
export function textOf(raw: unknown): Reading<string> {
	switch (typeof raw) {
		case 'string':
			return { value: raw };
		case 'bigint':
			return { value: String(raw) };
		case 'number':
			return textOfNumber(raw);
		case 'boolean':
			return { wrong: 'is true or false, not text' };
		case 'object':
			if (raw === null) break;
			return Array.isArray(raw)
				? { wrong: 'is a list, not one value' }
				: { wrong: 'is an object, not text', advice: 'Choose the field inside it that holds the value.' };
	}
	return raw === undefined || raw === null
		? { wrong: 'is empty', isMissing: true }
		: { wrong: 'is a function, not text' };
}

function textOfNumber(raw: number): Reading<string> {
	if (Number.isSafeInteger(raw)) return { value: String(raw) };
	if (Number.isNaN(raw)) return MISSING;
	if (!Number.isFinite(raw))
		return { wrong: 'is infinite: its expression divides by zero', advice: 'Check the expression.' };
	return Number.isInteger(raw)
		? {
				wrong: 'has lost its last digits: it is too long for a number',
				advice: 'Read it as text from the start (in a spreadsheet: format the column as text).',
			}
		: { wrong: 'is not a whole number', advice: 'Pass it as text.' };
}

/** n8n’s own node for CSV files offers no encoding of Chinese. */
export const ANOTHER_ENCODING =
	'Files from Chinese programs are often in GBK, which n8n does not read from CSV: save the file as “CSV UTF-8” or XLSX, then read it again.';

/** What a wrong encoding or a cut makes of characters: not what stood there. */
export function damageIn(text: string): Unreadable | undefined {
	// 锟斤拷 is two of them, read with the wrong encoding once more.
	const lost = /\ufffd|锟斤拷/.exec(text)?.[0];
	if (lost !== undefined)
		return {
			wrong: `was read with the wrong encoding, and some of its characters are lost (“${lost}”)`,
			advice: ANOTHER_ENCODING,
		};
	const encoding = writtenIn(text);
	if (encoding !== undefined)
		return {
			wrong: 'was read with the wrong encoding',
			advice:
				encoding === 'GBK'
					? ANOTHER_ENCODING
					: 'It was written in UTF-8: set that encoding in the step that reads it.',
		};
	return /\p{Surrogate}/u.test(text)
		? {
				wrong: 'holds half a character: it was cut in two on its way here',
				advice: 'Check the step that shortens the text.',
			}
		: undefined;
}

/** Programs write “?” for a character that their encoding lacks: every name of three characters is `???` then. */
export const isLost = (text: string): boolean => /^\?{2,}$/.test(text);

export const LOST: Unreadable = {
	wrong: 'has lost its characters: a program wrote “?” for each of them',
	advice: ANOTHER_ENCODING,
};

/** `is empty`, or, where somebody sees a length and no text, what it holds. */
export function emptyBut(text: string): string {
	const unseen = text.trim() === '' ? undefined : nameUnseen(text.trim());
	return unseen === undefined ? 'is empty' : `is empty but for ${unseen}`;
}

/** What forms, spreadsheets, databases and programs write where there is no value. */
const WORDS = new Set([
	...'无 暂无 没有 暂缺 缺失 空 空白 不详 未知 未填 未填写 未提供 未录入 未设置 未绑定 未登记'.split(' '),
	...'无数据 暂无数据 暂无信息 暂未填写 不适用 保密 空值 跳过 请选择'.split(' '),
	...'無 暫無 沒有 暫缺 不詳 未填寫 未設定 無資料 暫無資料 不適用 跳過 請選擇'.split(' '),
	...'n/a n.a na nan nat none nil null undefined unknown empty #n/a (blank) \\n'.split(' '),
	...['n / a', 'not available', 'not applicable', 'not provided', 'not set', 'not specified', 'no value'],
]);

/** A dash of any kind, a slash or a line, as people cross out a field of a form. */
const CROSSED_OUT = /^[\p{Pd}\u2212\u2500\u2501_ ]+$|^[/\\]+$/u;

/** What a program makes of two values, both of which are missing: a first and a last name. */
const REPEATED = /^(?:undefined|null|none)(?: (?:undefined|null|none))+$/;

/** Whether a text in plain width, without anything unseen, stands for a missing value. */
export function isMissing(text: string): boolean {
	// The longest word; no need to look at more.
	if (text.length > 40) return false;
	const word = text.toLowerCase();
	const inner = unwrapped(word);
	return (
		inner === '' ||
		[word, inner, inner.replace(/[.。]$/, '')].some(
			(one) => WORDS.has(one) || CROSSED_OUT.test(one) || REPEATED.test(one),
		)
	);
}

/**
 * The same for names, where `Na` and `Nan` are people (娜, 楠), and nobody’s name in lower case: `nan` and `NaN` are what
 * programs write.
 */
export const isMissingName = (text: string): boolean =>
	text === 'nan' || text === 'NaN' || (isMissing(text) && !/^(?:na|nan)\.?$/i.test(text));

/** The same for days: databases and forms have a zero date, .NET has its first day, Excel the day before its first. */
export const isMissingDay = (text: string): boolean =>
	isMissing(text) ||
	/^(?:0000[-/.年]?00[-/.月]?00|0001[-/.]0?1[-/.]0?1|1900[-/.]0?1[-/.]0?0)(?!\d)/.test(text) ||
	/^(?:00?[-/.]00?[-/.]0000|0?1[-/.]0?1[-/.]0001)(?!\d)/.test(text);

/** What programs and people leave where a value was meant to stand. */
const ARTIFACTS: Array<[found: RegExp, refusal: Unreadable]> = [
	[
		/\[object \w+\]|^\[?object Object\]?$/i,
		{
			wrong: 'comes from an expression that returns an object, not text',
			advice: 'Choose the field inside the object that holds the value.',
		},
	],
	[
		/^\{ *["']/,
		{
			wrong: 'is a whole object, written as text',
			advice: 'Choose the field inside the object that holds the value.',
		},
	],
	[
		/\{\{|\}\}|\$(?:json|node|input|items?|binary|fromAI)\b|\$\(["']/i,
		{
			wrong: 'is an expression that n8n did not evaluate',
			advice: 'Switch the field from Fixed to Expression; in data, check the step it comes from.',
		},
	],
	[
		/#(?:REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|N\/A|SPILL!|CALC!)|^#[\p{L}\d/_]+[!?]$|^#{2,}$|^#GETTING_DATA$|^Err:\d{3}$/iu,
		{
			wrong: 'is a spreadsheet’s error, not a value',
			advice: 'Correct the formula in the spreadsheet, or widen the column, and read it again.',
		},
	],
	[/^(?:同上|〃)$/, { wrong: 'refers to the row above it', advice: 'Write the value itself into each row.' }],
];

/** Why a text in plain width is no value of any kind, if it is what a program left instead of one. */
export const artifactIn = (text: string): Unreadable | undefined =>
	ARTIFACTS.find(([found]) => found.test(text))?.[1];

/** `1.38E+10`: of a long number a spreadsheet keeps what it shows. */
export const isShortened = (text: string): boolean => /^[+-]?\d+(?:[.,]\d+e[+-]?|e[+-])\d+$/i.test(text);

export const SHORTENED: Unreadable = {
	wrong: 'has lost its digits: a spreadsheet has shortened it',
	advice: 'Format the column as text in the spreadsheet, then enter the values again.',
};
