import fc from 'fast-check';
import { isSame, readers } from '../../nodes/editor/identifiers';
import { valuesIn } from '../../nodes/values/list';
import { isWholeMobile, readMobile, storedForms } from '../../nodes/values/mobile';
import { isUnreadable } from '../../nodes/values/reading';
import { runs } from '../properties/runs';
import {
	changesOfForeign,
	changesOfMainland,
	foreignNumber,
	mainlandNumber,
	moreDigits,
} from './knownNumbers';

/** Whatever is put around or into a number: the result is that number or a refusal, never another one. */

const resultOf = (written: unknown): string => {
	const number = readMobile(written);
	if (isUnreadable(number)) return 'refused';
	return number.value.onlyToFind ? `only to find: ${number.value.key}` : number.value.key;
};

/** Two zeros in front announce another country, as a plus does: what follows is meant. */
const namesAnotherCountry = (written: string): boolean =>
	/^\D*0\D*0(?!\D*8\D*6)/.test(written.normalize('NFKC'));

/** With a digit too many and a dot before its last zero it is another number, as a spreadsheet writes it. */
const isSpreadsheets = (written: string, number: string): boolean => {
	const [, digits] = /^\W*(\d{11})\.0+\W*$/.exec(written.normalize('NFKC')) ?? [];
	return digits !== undefined && digits !== number;
};

test('a mainland number stays itself or is refused, and is never only searched for', () => {
	let read = 0;
	fc.assert(
		fc.property(mainlandNumber, changesOfMainland, (number, change) => {
			const written = change(number);
			fc.pre(!namesAnotherCountry(written) && !isSpreadsheets(written, number));
			const result = resultOf(written);
			if (result === 'refused') return;
			read += 1;
			expect([written, result]).toEqual([written, number]);
		}),
		runs(8000),
	);
	// Refusing everything would do, too.
	expect(read).toBeGreaterThan(0);
});

test('a number of another country stays itself or is refused', () => {
	fc.assert(
		fc.property(foreignNumber, changesOfForeign, (number, change) => {
			const written = change(number);
			expect([written, [number, 'refused'].includes(resultOf(written))]).toEqual([written, true]);
		}),
		runs(4000),
	);
});

test('a number of another country with digits too many is refused', () => {
	fc.assert(
		fc.property(foreignNumber, moreDigits, fc.nat(20), (number, more, place) => {
			const first = number.indexOf(' ') + 1;
			const at = first + (place % (number.length - first + 1));
			const written = number.slice(0, at) + more + number.slice(at);
			// A zero or the country code in front of it belongs to it.
			expect([written, [number, 'refused'].includes(resultOf(written))]).toEqual([written, true]);
		}),
		runs(2000),
	);
});

test('a plus alone in front of a mainland number makes it one of North America, or is refused', () => {
	fc.assert(
		fc.property(mainlandNumber, (number) => {
			const [area, exchange] = [number[1], number[4]];
			const isPossible = Number(area) >= 2 && Number(exchange) >= 2;
			expect(resultOf(`+${number}`)).toBe(isPossible ? `+1 ${number.slice(1)}` : 'refused');
			// As mainland numbers are grouped, and as two zeros announce any country.
			expect(resultOf(`+${number.replace(/(...)(....)(....)/, '$1 $2 $3')}`)).toBe('refused');
			expect(resultOf(`00${number}`)).toBe('refused');
		}),
		runs(1000),
	);
});

test('a list of numbers has these numbers and refusals, however it is separated', () => {
	const separators = fc.constantFrom(
		',',
		'，',
		'、',
		';',
		'；',
		'\n',
		'\r\n',
		'\t',
		' ',
		', ',
		'\u3000',
		' / ',
		'|',
		' 和 ',
	);
	const numbers = fc.array(fc.oneof(mainlandNumber, foreignNumber), { minLength: 1, maxLength: 5 });
	fc.assert(
		fc.property(numbers, separators, fc.constantFrom('', '[]', '""', '（）'), (list, between, pair) => {
			const written = pair.slice(0, 1) + list.join(between) + pair.slice(1);
			const values = valuesIn(written, isWholeMobile);
			if (isUnreadable(values)) throw new Error(values.wrong);
			for (const value of values.value)
				expect([written, ['refused', ...list].includes(resultOf(value))]).toEqual([written, true]);
			const isList = /^[,，、;；\r\n\t]/.test(between);
			if (isList && pair !== '""') expect(values.value.map(resultOf)).toEqual(list);
		}),
		runs(2000),
	);
});

const isStoredAs = (number: string, stored: string) =>
	isSame(readers.mobile(number, 'Mobile Number'), stored);

test('every stored form of a number is that number, and of no other one', () => {
	fc.assert(
		fc.property(fc.oneof(mainlandNumber, foreignNumber), mainlandNumber, (number, other) => {
			for (const stored of storedForms(number))
				expect([stored, isStoredAs(number, stored)]).toEqual([stored, true]);
			fc.pre(number !== other);
			for (const stored of storedForms(other))
				expect([stored, isStoredAs(number, stored)]).toEqual([stored, false]);
		}),
		runs(1000),
	);
	expect(isStoredAs('+1 4155552671', '14155552671')).toBe(false);
	expect(isStoredAs('+44 2079460958', '442079460958')).toBe(true);
	expect(isStoredAs('+49 15123456789', '4915123456789')).toBe(true);
});
