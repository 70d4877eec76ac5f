import { isWholeMobile, readMobile } from '../../nodes/values/mobile';
import { isUnreadable } from '../../nodes/values/reading';
import { segments } from './knownNumbers';

const keyOf = (written: unknown): string => {
	const number = readMobile(written);
	if (isUnreadable(number)) return `refused: ${number.wrong}. ${number.advice}`;
	return number.value.onlyToFind ? `only to find: ${number.value.key}` : number.value.key;
};

/** Every way in which values.json shows one number, for any number. */
const ways = (number: string): unknown[] => {
	const [start, middle, end] = [number.slice(0, 3), number.slice(3, 7), number.slice(7)];
	return [
		number,
		Number(number),
		BigInt(number),
		` ${start} ${middle} ${end}\u00a0`,
		`${start}-${middle}-${end}`,
		`${start}.${middle}.${end}`,
		`(${start}) ${middle} ${end}`,
		number.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
		`'${number}`,
		`="${number}"`,
		`“${number}”`,
		`【${number}】`,
		`${number}.0`,
		`${number}.00`,
		`${start} ${middle} ${end}.0`,
		`${start}-${middle}-${end}.00`,
		`+86 ${number}.0`,
		`+86-${start}-${middle}-${end}.0`,
		`0086 ${number}.0`,
		`\u202a${number}\u202c`,
		`${start}\ufe0f${middle}${end}`,
		`\ufeff${number}\u2800`,
		`+86 ${start} ${middle} ${end}`,
		`＋86${number}`,
		`+86${number}.0`,
		`(+86)${start}-${middle}-${end}`,
		`0086${number}`,
		`0086 ${number}`,
		`86${number}`,
		Number(`86${number}`),
		`(86)${number}`,
		`【+86】${number}`,
		`086-${number}`,
		`0${number}`,
		`+86 0${number}`,
		`+86 (0)${number}`,
		`+86 86${number}`,
		`+86 +86 ${number}`,
		`+86 0086${number}`,
		`+0086${number}`,
		`tel:${number}`,
		`tel:+86-${start}-${middle}-${end}`,
		`${number}。`,
		`${number},`,
	];
};

test.each(segments)('a mainland number of the segment %s is read in every way', (segment) => {
	const number = `${segment}00138000`;
	for (const written of ways(number)) expect([written, keyOf(written)]).toEqual([written, number]);
});

test.each([
	['Hong Kong', '852', '61234567', '+852 61234567'],
	['Hong Kong', '852', '23456789', '+852 23456789'],
	['Macau', '853', '66123456', '+853 66123456'],
	['Macau', '853', '28123456', '+853 28123456'],
	['Taiwan', '886', '912345678', '+886 912345678'],
	['Taiwan', '886', '0912345678', '+886 912345678'],
	['Taiwan', '886', '0223456789', '+886 223456789'],
])('a number of %s is that place’s, with and without its plus: %s %s', (_place, code, national, key) => {
	const spaced = national.replace(/(\d{4})(?=\d{4})/, '$1 ');
	const written = [
		...[
			`+${code} ${spaced}`,
			`+${code}${national}`,
			`＋${code}-${national}`,
			`00${code} ${national}`,
			`(+${code})${national}`,
		],
		...[
			`${code}${national}`,
			`${code} ${spaced}`,
			`${code}-${national}`,
			`(${code}) ${national}`,
			`${code}${national}.0`,
			`+${code} ${national}.0`,
		],
		...[Number(`${code}${national}`), `+${code} ${code}${national}`, `tel:+${code}-${national}`],
	];
	for (const one of written) expect([one, keyOf(one)]).toEqual([one, key]);
});

test.each([
	['021-12345678', '02112345678'],
	['(010) 8888 6666', '01088886666'],
	['0571-8888666', '05718888666'],
	['0571 88886666', '057188886666'],
	['62345678', '62345678'],
	['400-820-8820', '4008208820'],
	['86-21-12345678', '862112345678'],
	['442079460958', '442079460958'],
	[2112345678, '2112345678'],
	['85212345678', '85212345678'],
])('other digits without a country are good for finding alone: %s', (written, key) => {
	expect(keyOf(written)).toBe(`only to find: ${key}`);
	expect(isWholeMobile(written)).toBe(false);
});

test.each([
	['+86 21 1234 5678', '+86 2112345678'],
	['+86 (0)21 1234 5678', '+86 2112345678'],
	['0086-10-88886666', '+86 1088886666'],
])('a landline of the mainland with its country is whole: %s', (written, key) => {
	expect(keyOf(written)).toBe(key);
});

test('an area code, a hyphen and a dot are no numbering', () => {
	expect(keyOf('138. 0013. 8000')).toBe('13800138000');
	expect(keyOf('+33 1.23.45.67.00')).toBe('+33 123456700');
	expect(keyOf('021.12345678')).toBe('only to find: 02112345678');
});
