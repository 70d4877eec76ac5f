import { isMissing, isUnreadable, readWritten, type Reading } from './reading';

/** As DM Hub numbers them; undefined is unknown. */
export type Gender = 1 | 2 | undefined;

const GENDERS = new Map<string, Gender>([
	...['1', 'm', 'male', '男', '男性'].map((word) => [word, 1] as const),
	...['2', 'f', 'female', '女', '女性'].map((word) => [word, 2] as const),
	...['0', 'unknown', '未知', '保密'].map((word) => [word, undefined] as const),
]);

/** A gender as the editor, forms and databases write it, in any case. */
export function readGender(raw: unknown): Reading<Gender> {
	const written = readWritten(raw, (text) => !GENDERS.has(text.toLowerCase()) && isMissing(text));
	if (isUnreadable(written)) return written.isMissing ? written : { ...written, advice: ADVICE };
	// A column with gaps is one of decimals to spreadsheets and pandas.
	const word = written.value.plain.toLowerCase().replace(/^([012])\.0$/, '$1');
	return GENDERS.has(word) ? { value: GENDERS.get(word) } : { wrong: 'is not a gender', advice: ADVICE };
}

const ADVICE = 'Enter male, female or unknown, or 男 or 女.';
