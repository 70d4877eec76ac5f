import { readDay } from '../../nodes/values/day';
import { readEmail } from '../../nodes/values/email';
import { readGender } from '../../nodes/values/gender';
import { readIdentity } from '../../nodes/values/identity';
import { valuesIn } from '../../nodes/values/list';
import { isWholeMobile, readMobile } from '../../nodes/values/mobile';
import { isUnreadable, type Reading } from '../../nodes/values/reading';
import { readName, readText } from '../../nodes/values/text';
import values from './values.json';

/** Every row of the reports: what people wrote, and what it means or the fact that its refusal tells. */
interface Row {
	kind: string;
	written: unknown;
	zone?: string;
	readAs?: unknown;
	refused?: string;
	onlyToFind?: boolean;
}

const isRead = (value: unknown): boolean => !isUnreadable(readIdentity(value));

const read: Record<string, (row: Row) => Reading<unknown>> = {
	mobile: ({ written, onlyToFind = false }) => {
		const number = readMobile(written);
		if (!isUnreadable(number)) expect(number.value.onlyToFind).toBe(onlyToFind);
		return keyOf(number);
	},
	email: ({ written }) => keyOf(readEmail(written)),
	identity: ({ written }) => keyOf(readIdentity(written)),
	birthday: ({ written, zone = 'Asia/Shanghai' }) => readDay(written, zone),
	gender: ({ written }) => readGender(written),
	company: ({ written }) => readText(written),
	name: ({ written }) => readName(written),
};

const keyOf = (reading: Reading<{ key: string }>): Reading<unknown> =>
	isUnreadable(reading) ? reading : { value: reading.value.key };

const rows: Row[] = [
	...['mobile', 'email', 'identity', 'birthday'].flatMap((kind) =>
		(values[kind as 'email'] as object[]).map((row) => ({ kind, ...row }) as Row),
	),
	...values.optional.map(({ field, ...row }) => ({ kind: field, ...row }) as Row),
];

test.each(rows.filter(({ refused }) => refused === undefined))(
	'the $kind $written is read as $readAs',
	(row) => {
		const reading = read[row.kind](row);
		if (row.readAs === null) expect(reading).toMatchObject({ isMissing: true });
		else expect(reading).toEqual({ value: row.readAs });
	},
);

/** The facts that values.json names, as the refusals tell them. */
const facts: Record<string, RegExp> = {
	'more digits than a number has: an extension, as shops give for privacy': /15 digits.*11.*extension/,
	'twelve digits; a mainland number has eleven': /12 digits: a mainland number has 11/,
	'ten digits; a mainland number has eleven': /10 digits: a mainland number has 11/,
	numbering: /numbering/,
	text: /text beside the number: an extension/,
	'two numbers in one value': /several numbers/,
	'another country needs its +': /numbers of other countries with \+/,
	'a spreadsheet has shortened it': /a spreadsheet has shortened it.*as text/,
	'no domain': /no domain/,
	'two addresses in one value': /several addresses/,
	'an expression that gives an object': /an expression that returns an object/,
	'an expression that n8n did not evaluate': /an expression that n8n did not evaluate/,
	"a spreadsheet's error": /a spreadsheet’s error/,
	'a missing value': /a missing value/,
	'not a date': /not a date/,
	'read in another encoding': /wrong encoding.*GBK/,
};

test.each(rows.filter(({ refused }) => refused !== undefined))(
	'the $kind $written is refused: $refused',
	(row) => {
		const reading = read[row.kind](row);
		if (!isUnreadable(reading)) throw new Error(`It was read as ${JSON.stringify(reading.value)}`);
		expect(`${reading.wrong}. ${reading.advice}`).toMatch(facts[row.refused as string]);
	},
);

test.each(values.list)('the list $written has the values $readAs', ({ kind, written, readAs }) => {
	const list = valuesIn(written, kind === 'mobile' ? isWholeMobile : isRead);
	if (isUnreadable(list)) throw new Error(list.wrong);
	expect(list.value.map((value) => read[kind]({ kind, written: value }))).toEqual(
		readAs.map((value) => ({ value })),
	);
});
