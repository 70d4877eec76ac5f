import fc from 'fast-check';

/** Numbers that are known, and what people put around and into them. */

/** The segments of the mainland’s mobile numbers, as allocated: `130`, `145`, … */
export const segments = [
	...['130', '131', '132', '133', '134', '135', '136', '137', '138', '139'],
	...['145', '146', '147', '148', '149', '150', '151', '152', '153', '155', '156', '157', '158', '159'],
	...['162', '165', '166', '167', '170', '171', '172', '173', '174', '175', '176', '177', '178'],
	...['180', '181', '182', '183', '184', '185', '186', '187', '188', '189'],
	...['190', '191', '192', '193', '195', '196', '197', '198', '199'],
];

const digits = (least: number, most = least) =>
	fc.stringMatching(new RegExp(`^\\d{${least},${most}}$`), { size: 'max' });

export const mainlandNumber = fc
	.tuple(fc.constantFrom(...segments), digits(8))
	.map((parts) => parts.join(''));

/** Of countries whose numbers have one length each, so that a digit too many shows. */
export const foreignNumber = fc.constantFrom(
	...['+852 61234567', '+853 66123456', '+1 4155552671', '+1 2015550123', '+44 2079460958', '+33 612345678'],
	...['+65 81234567', '+61 412345678', '+81 9012345678', '+55 11961234567', '+7 9123456789'],
);

const isQuiet = (text: string): boolean => !/[+＋﹢⁺\d０-９]/u.test(text);

/** Any Unicode but digits and plus signs, lone surrogates included. */
export const noise = fc
	.oneof(
		fc.string({ unit: 'binary', maxLength: 4 }),
		fc.string({ unit: 'grapheme', maxLength: 4 }),
		fc.string({
			unit: fc.constantFrom(...' -.()[]/,;:、，；。|&*#x转~“”"\'（）\u00a0\u3000\u200b\u202a\ufeff\ufe0f'),
			maxLength: 6,
		}),
		fc.integer({ min: 0xd800, max: 0xdfff }).map((code) => String.fromCharCode(code)),
	)
	.filter(isQuiet);

const separator = fc.constantFrom('-', ' ', '.', '–', '\u00a0', '－', '·', '  ', ' - ', '\u200b', '\ufe0f');

const oneOf = (...lines: string[]) => fc.constantFrom(...lines.flatMap((line) => line.split('¦')));

const prefix = oneOf(
	'0¦86¦+86¦086¦0086¦(86)¦（+86）¦86-¦+86 86¦+86 +86 ¦+86 0086¦+0086 ¦+086¦+86 0¦tel:¦TEL：',
	'17951¦12593¦1. ¦1) ¦(1) ¦①¦⑴¦No.1 ¦1、¦第1 ¦- ¦• ¦# ¦=¦\'¦="¦“',
	'手机：¦Tel. ¦电话 ¦+86 tel:¦sms:¦张三 ¦8¦85¦852¦44¦1¦10¦+86 10',
);

const suffix = oneOf(
	'.0¦.00¦.000¦,¦，¦;¦。¦、¦.¦..¦-¦/¦"¦”¦)¦E+10¦e10¦.5¦,0¦*¦ 8¦8¦01¦000¦（张三）¦ 张三',
	'转8¦-7804¦ ext 12¦x12¦#8¦,,8¦;ext=8¦分机 12¦ / 13900139000¦/13900139000¦,13900139000¦、13900139000',
	' 13900139000¦13900139000¦\n13900139000¦或13900139000¦&13900139000¦-13900139000¦~8005¦.13900139000',
	' (13900139000)¦+8613900139000',
);

type Change = (text: string) => string;

const insert = (arbitrary: fc.Arbitrary<string>): fc.Arbitrary<Change> =>
	fc.tuple(arbitrary, fc.nat(20)).map(([more, place]) => (text) => {
		const at = place % (text.length + 1);
		return text.slice(0, at) + more + text.slice(at);
	});

/** What people, forms, spreadsheets and programs do to a text that holds a number. */
const around: Array<fc.Arbitrary<Change>> = [
	insert(noise),
	insert(separator),
	noise.map((more) => (text) => more + text),
	noise.map((more) => (text) => text + more),
	suffix.map((more) => (text) => text + more),
	fc
		.constantFrom('()', '[]', '“”', '""', "''", '（）', '【】', '<>', '「」', '{}', '=""')
		.map((pair) => (text) => pair.slice(0, -1) + text + pair.slice(-1)),
	fc.constant((text) => text.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))),
	fc.constant((text) => text.replace(/(\d{3})(\d{4})(\d{4})$/, '$1-$2-$3')),
];

const few = (changes: Array<fc.Arbitrary<Change>>): fc.Arbitrary<Change> =>
	fc
		.array(fc.oneof(...changes), { maxLength: 4 })
		.map((list) => (text) => list.reduce((changed, change) => change(changed), text));

/** Digits too, in front of, in and after a number of the mainland, whose length is known. */
export const changesOfMainland = few([
	...around,
	insert(digits(1, 6)),
	prefix.map((more) => (text) => more + text),
]);

export const changesOfForeign = few(around);

/** Digits written into a number after its country code. */
export const moreDigits = digits(1, 4);
