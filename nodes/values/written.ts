import { leftoverIn } from './leftovers';
import { isMissing as isMissingWord } from './missing';
import { isUnreadable, type Reading, type Unreadable } from './reading';
import { nameUnseen, plainWidth, visible } from './unseen';
import { unwrapped } from './wrapping';

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
	isMissing: (text: string) => boolean = isMissingWord,
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
	if (isMissing(seen)) return MISSING;
	const leftover = leftoverIn(seen);
	if (leftover !== undefined) return leftover;
	const plain = unwrapped(seen);
	return isMissing(plain) ? MISSING : { value: { given, plain } };
}

export const MISSING: Unreadable = { wrong: 'stands for a missing value', isMissing: true };

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
	return Number.isInteger(raw)
		? {
				wrong: 'has lost its last digits: it is too long for a number',
				advice: 'Read it as text from the start (in a spreadsheet: format the column as text).',
			}
		: { wrong: 'is not a whole number', advice: 'Pass it as text.' };
}

/** What a wrong encoding or a cut leaves of characters: nobody can tell any more what stood there. */
export function damageIn(text: string): Unreadable | undefined {
	if (text.includes('\ufffd'))
		return {
			wrong: 'was read in another encoding, and some of its characters are lost (“\ufffd”)',
			advice:
				'Read the file again with the encoding it was saved in: for files from Chinese programs often GBK.',
		};
	return /\p{Surrogate}/u.test(text)
		? {
				wrong: 'holds half a character: it was cut in two on its way here',
				advice: 'Check the step that shortens the text.',
			}
		: undefined;
}

/** `is empty`, or, where somebody sees a length and no text, what it holds. */
export function emptyBut(text: string): string {
	const unseen = text.trim() === '' ? undefined : nameUnseen(text.trim());
	return unseen === undefined ? 'is empty' : `is empty but for ${unseen}`;
}
