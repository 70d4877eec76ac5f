import fc from 'fast-check';
import { describeUnseen, plainWidth, unwrapped, visible } from '../../nodes/values/cleaning';
import { runs } from '../properties/runs';

/** What Unicode calls default-ignorable, format or control, by its own ranges and not by those of the regular expression engine. */
const unseen = [
	...[
		0x00, 0x07, 0x1b, 0x7f, 0x80, 0x9f, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x180b, 0x180e, 0x200b,
		0x200c,
	],
	...[
		0x200d, 0x200e, 0x200f, 0x202a, 0x202e, 0x2060, 0x2064, 0x2066, 0x206f, 0x2800, 0x3164, 0xfe00, 0xfe0f,
		0xfeff,
	],
	...[0xffa0, 0xfff9, 0x1bca0, 0x1d173, 0xe0001, 0xe0061, 0xe0100, 0xe01ef],
].map((code) => String.fromCodePoint(code));

const blanks = [...'\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2003\u2009\u200a\u2028\u2029\u202f\u205f\u3000'];

test.each(unseen.map((char) => [char.codePointAt(0)?.toString(16), char]))(
	'what nobody sees is taken off wherever it stands: U+%s',
	(_code, char) => {
		expect(visible(`${char}a${char}b${char}${char}`)).toBe('ab');
		expect(describeUnseen(`ab${char}`)).toMatch(/^ends with an? .*\(U\+[0-9A-F]{4,5}\)$/);
	},
);

test.each(blanks.map((char) => [char.codePointAt(0)?.toString(16), char]))(
	'a blank of any kind is a plain space, and none outside: U+%s',
	(_code, char) => {
		expect(visible(`${char}a${char}b${char}`)).toBe('a b');
	},
);

test('what is unseen is named, with the place where it stands', () => {
	expect(describeUnseen('\ufeffmobile')).toBe('begins with an invisible byte order mark (U+FEFF)');
	expect(describeUnseen('mobile\u00a0')).toBe('ends with a no-break space (U+00A0)');
	expect(describeUnseen('mobile ')).toBe('ends with a space (U+0020)');
	expect(describeUnseen('mo\u200bbile')).toBe('holds an invisible zero-width space (U+200B)');
	expect(describeUnseen('mo\u202ebile')).toBe('holds an invisible direction mark (U+202E)');
	expect(describeUnseen('\u{e0100}x')).toBe('begins with an invisible variation selector (U+E0100)');
	expect(describeUnseen('mobile number')).toBeUndefined();
	expect(describeUnseen('')).toBeUndefined();
});

test('full-width forms are plain, and signs that only resemble others are not', () => {
	expect(plainWidth('！１３８＠ｑｑ．ｃｏｍ～\u3000（＋８６）')).toBe('!138@qq.com~ (+86)');
	expect(plainWidth('①Ⅷ²１。、“”')).toBe('①Ⅷ²1。、“”');
});

test('visible text has nothing unseen in it, however broken it was', () => {
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string({ unit: 'binary' }),
				fc.string({ unit: fc.constantFrom('\ud83d', '\udc00', '\u200d', ' ', 'a') }),
			),
			(text) => {
				const seen = visible(text);
				expect(describeUnseen(seen)).toBeUndefined();
				expect(visible(seen)).toBe(seen);
				expect(plainWidth(unwrapped(seen)).length).toBeLessThanOrEqual(seen.length);
			},
		),
		runs(2000),
	);
});

test.each([
	['(VIP-001)', 'VIP-001'],
	['（VIP-001）', 'VIP-001'],
	['【VIP-001】', 'VIP-001'],
	['《VIP-001》', 'VIP-001'],
	['「『VIP-001』」', 'VIP-001'],
	['<VIP-001>', 'VIP-001'],
	['[ "VIP-001" ]', 'VIP-001'],
	['“VIP-001”', 'VIP-001'],
	['”VIP-001”', 'VIP-001'],
	['„VIP-001“', 'VIP-001'],
	['""VIP-001""', 'VIP-001'],
	['‘VIP-001’', 'VIP-001'],
	["'Neal's'", "Neal's"],
	["'VIP-001", 'VIP-001'],
	["''VIP-001", 'VIP-001'],
	['="VIP-001"', 'VIP-001'],
	['=""VIP-001""', 'VIP-001'],
	['＝＂VIP-001＂', 'VIP-001'],
	['“上海“小明”公司”', '上海“小明”公司'],
	["'Children's Museum", "Children's Museum"],
	['""', ''],
	['()', ''],
	// Not around the whole.
	['(021) 1234 (5678)', '(021) 1234 (5678)'],
	['（中国）有限公司（上海）', '（中国）有限公司（上海）'],
	['"a", "b"', '"a", "b"'],
	['"a" or "b"', '"a" or "b"'],
	['“国庆”转“中秋”', '“国庆”转“中秋”'],
	['"国庆"转"中秋"', '"国庆"转"中秋"'],
	["'国庆'转'中秋'", "'国庆'转'中秋'"],
	["'VIP-1' 'VIP-2'", "'VIP-1' 'VIP-2'"],
	["'Gold' member", "'Gold' member"],
	["'好评'已返现", "'好评'已返现"],
	['(a', '(a'],
	['a)', 'a)'],
	['=VIP', '=VIP'],
	['="a" & "b"', '="a" & "b"'],
	["O'Brien", "O'Brien"],
	['"', '"'],
	['', ''],
])('around %j stands nothing but %j', (text, inner) => {
	expect(unwrapped(text)).toBe(inner);
});
