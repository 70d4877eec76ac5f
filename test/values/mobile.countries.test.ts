import fc from 'fast-check';
import examples from 'libphonenumber-js/examples.mobile.json';
import { getCountries, getExampleNumber, isValidPhoneNumber, type PhoneNumber } from 'libphonenumber-js/max';
import { nationalsIn, splitCountryCode } from '../../nodes/values/countryCodes';
import { readMobile, storedForms } from '../../nodes/values/mobile';
import { isUnreadable } from '../../nodes/values/reading';
import { runs } from '../properties/runs';
import { codesWithoutCountry, countriesByCode, hasTrunkZero, lengthsBehind, validNumbers } from './oracle';

/** Every number of the world, held against libphonenumber. */

const keyOf = (written: string): string => {
	const number = readMobile(written);
	return isUnreadable(number) ? `refused: ${number.wrong}` : number.value.key;
};

/** As the product writes numbers: of the mainland mobile ones without their country. */
const expected = ({ countryCallingCode, nationalNumber }: PhoneNumber): string =>
	countryCallingCode === '86' && /^1[3-9]\d{9}$/.test(nationalNumber)
		? nationalNumber
		: `+${countryCallingCode} ${nationalNumber}`;

const spellings = (number: PhoneNumber): string[] => [
	number.number,
	number.formatInternational(),
	number.getURI(),
	number.formatInternational().replace('+', '+ ').replace(/ /g, '-').replace('+-', '+'),
	`（${number.formatInternational()}）`,
];

test.each(getCountries())('the example number of %s is read in every international form', (country) => {
	const number = getExampleNumber(country, examples) as PhoneNumber;
	for (const written of spellings(number))
		expect([written, keyOf(written)]).toEqual([written, expected(number)]);
	expect(storedForms(expected(number))).toContain(
		number.country === 'CN' ? `+86 ${number.nationalNumber}` : expected(number),
	);
});

test.each(countriesByCode.flatMap(([code, countries]) => countries.map((country) => [country, code])))(
	'valid landlines and mobile numbers of %s are read as their E.164 (+%s)',
	(country, code) => {
		fc.assert(
			fc.property(validNumbers(country, code), (number) => {
				const digits = number.number.length - 1;
				if (digits < 7 || digits > 15 || isLongAndRepeatsItsCode(number) || isLikeMainland(number)) return;
				for (const written of spellings(number))
					expect([written, keyOf(written)]).toEqual([written, expected(number)]);
			}),
			runs(25),
		);
	},
);

/** In open plans, whose longest numbers a second country code in front looks like: refused, never guessed. */
const isLongAndRepeatsItsCode = ({ countryCallingCode, nationalNumber }: PhoneNumber): boolean =>
	nationalNumber.length >= 12 && nationalNumber.startsWith(countryCallingCode);

/** Behind the code of another country a mainland number is far likelier a mistake: refused, too. */
const isLikeMainland = ({ countryCallingCode, nationalNumber }: PhoneNumber): boolean =>
	countryCallingCode !== '86' && /^1[3-9]\d{9}$/.test(nationalNumber);

test.each(
	countriesByCode.flatMap(([code, countries]) =>
		countries.filter((country) => hasTrunkZero(country, code)).map((country) => [country, code]),
	),
)('the trunk zero of %s is dropped after +%s', (country, code) => {
	fc.assert(
		fc.property(validNumbers(country, code), (number) => {
			const national = number.formatNational();
			const isLong = number.number.length > 12;
			if (!national.startsWith('0') || number.nationalNumber.startsWith('0') || isLong) return;
			// Where 0 and the number are a number, too, it is that one.
			if (isValidPhoneNumber(`+${code}${national.replace(/\D/g, '')}`)) return;
			const written = `+${code} ${national}`;
			expect([written, keyOf(written)]).toEqual([written, expected(number)]);
			const inBrackets = `+${code} (0)${number.nationalNumber}`;
			expect([inBrackets, keyOf(inBrackets)]).toEqual([inBrackets, expected(number)]);
		}),
		runs(10),
	);
});

test('every country code is known, with the lengths of the numbers behind it', () => {
	const known = [...countriesByCode, ...codesWithoutCountry.map((code) => [code, []] as [string, string[]])];
	for (const [code, countries] of known) {
		expect([code, splitCountryCode(`${code}23456789`)?.code]).toEqual([code, code]);
		// These are known by more than their length.
		if (['39', '86', '852', '853', '886'].includes(code)) continue;
		const lengths = Array.from({ length: 15 }, (_, index) => index + 1).filter(
			(length) => nationalsIn(code, (code.startsWith('2') ? '3' : '2').repeat(length)).length > 0,
		);
		const possible = lengthsBehind(code, countries).filter((length) => {
			const digits = code.length + length;
			return digits >= 7 && digits <= 15;
		});
		expect([code, lengths]).toEqual([code, possible]);
	}
});

test.each(['+999 1234567', '+0 13800138000', '+210 1234567', '+80013800138', '00 21 0138 0013'])(
	'no country is guessed for %s',
	(written) => {
		expect(keyOf(written)).toMatch(/^refused: begins with a country code that does not exist/);
	},
);

test.each([
	['+44 +44 20 7946 0958', '+44 2079460958'],
	['+44 0044 20 7946 0958', '+44 2079460958'],
	['+44 44 (0)20 7946 0958', '+44 2079460958'],
	['+852 85261234567', '+852 61234567'],
	['+886 8860912345678', '+886 912345678'],
	['+1 +1 415 555 2671', '+1 4155552671'],
	['+39 39 0669812345', '+39 0669812345'],
	// Their numbers may begin like their country code.
	['+7 701 234 5678', '+7 7012345678'],
	['+39 392 123 4567', '+39 3921234567'],
	['+379 06 698 12345', '+379 0669812345'],
])('a country code that is repeated is dropped: %s', (written, key) => {
	expect(keyOf(written)).toBe(key);
});
