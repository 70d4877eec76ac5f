import { readLongId } from '../../nodes/values/longId';
import { readIdentity, readWechatId } from '../../nodes/values/identity';
import { isUnreadable, type Reading } from '../../nodes/values/reading';

const told = (reading: Reading<unknown>): unknown =>
	isUnreadable(reading) ? `refused: ${reading.wrong}. ${reading.advice}` : reading.value;

test.each([
	['VIP-001', 'VIP-001'],
	['  vip-001 ', 'vip-001'],
	['VIP\u00a0001', 'VIP 001'],
	['VIP\u2011001', 'VIP-001'],
	['nullable', 'nullable'],
	['NaNa', 'NaNa'],
	['ＶＩＰ－００１', 'VIP-001'],
	['“VIP-001”', 'VIP-001'],
	['【VIP-001】', 'VIP-001'],
	["'0001", '0001'],
	['="0001"', '0001'],
	['张三', '张三'],
	['A/B #1', 'A/B #1'],
	['1E10', '1E10'],
	['0', '0'],
	[10086, '10086'],
	[10086n, '10086'],
	['x'.repeat(128), 'x'.repeat(128)],
])('the identity %j is %s', (written, key) => {
	expect(told(readIdentity(written))).toMatchObject({ key });
});

test('an identity is given as it was written, too: DM Hub may have it like that', () => {
	expect(readIdentity(' ＶＩＰ－１ ')).toEqual({ value: { key: 'VIP-1', given: 'ＶＩＰ－１' } });
	expect(readIdentity('"VIP-1"')).toEqual({ value: { key: 'VIP-1', given: '"VIP-1"' } });
	const long = `(${'x'.repeat(128)})`;
	expect(readIdentity(long)).toEqual({ value: { key: 'x'.repeat(128), given: 'x'.repeat(128) } });
});

const refusals: Array<[written: unknown, fact: RegExp]> = [
	['[object Object]', /an expression that returns an object/],
	['VIP-[object Object]', /an expression that returns an object/],
	['VIP-[object Undefined]', /an expression that returns an object/],
	['［object Object］', /an expression that returns an object/],
	['{"id":1}', /a whole object, written as text/],
	['{\n  "id": 1\n}', /a whole object, written as text/],
	['{{ $json.no }}', /n8n did not evaluate/],
	['VIP-{{ $json.no }}', /n8n did not evaluate/],
	['$json.no', /n8n did not evaluate/],
	['$("Webhook").item.json.no', /n8n did not evaluate/],
	['#REF!', /a spreadsheet’s error/],
	['VIP-#VALUE!', /a spreadsheet’s error/],
	['#DIV/0!', /a spreadsheet’s error/],
	['#NAME?', /a spreadsheet’s error/],
	['#NOM?', /a spreadsheet’s error/],
	['＃ＲＥＦ！', /a spreadsheet’s error/],
	['#######', /a spreadsheet’s error/],
	['6.22588E+18', /a spreadsheet has shortened it/],
	['#N/A', /a missing value/],
	['undefined', /a missing value/],
	['VIP-undefined', /a word for a missing value/],
	['null_1', /a word for a missing value/],
	['VIP-NaN', /a word for a missing value/],
	['NULL', /a missing value/],
	['(null)', /a missing value/],
	['NaN', /a missing value/],
	['none', /a missing value/],
	['无', /a missing value/],
	['“无”', /a missing value/],
	['——', /a missing value/],
	['/', /a missing value/],
	['\\N', /a missing value/],
	['<NA>', /a missing value/],
	['""', /a missing value/],
	['VIP\ufffd1', /wrong encoding.*GBK/],
	['ï»¿VIP-1', /wrong encoding.*UTF-8/],
	['»áÔ±1', /wrong encoding.*GBK/],
	['Err:502', /a spreadsheet’s error/],
	['同上', /refers to the row above/],
	['“〃”', /refers to the row above/],
	['???', /lost its characters.*GBK/],
	['VIP\ud83d', /half a character/],
	['\u200b\u200b', /empty but for an invisible zero-width space/],
	[' ', /is empty/],
	[null, /is empty/],
	['x'.repeat(129), /129 characters: DM Hub takes at most 128/],
	['x'.repeat(100_000), /100000 characters: too many for one value/],
	[true, /true or false, not text/],
	[{ id: 1 }, /an object, not text/],
	[['VIP-1'], /a list, not one value/],
	[12.5, /not a whole number/],
	[12345678901234567890, /lost its last digits/],
	[NaN, /a missing value/],
];

test.each(refusals)('%j is no identity and no OpenID, and it says why', (written, fact) => {
	expect(told(readIdentity(written))).toMatch(fact);
	expect(told(readWechatId(written))).toMatch(fact);
	expect(told(readWechatId(written))).not.toMatch(/member number/);
});

test('an OpenID has letters, digits, hyphens and underscores', () => {
	const id = 'o6_bmjrPTlm6-2sgVt7hMZOPfL2M';
	expect(told(readWechatId(`\u200b${id} `))).toMatchObject({ key: id });
	expect(told(readWechatId('o6_bmj rPT'))).toMatch(/neither an OpenID nor a UnionID.*contains a space/);
	expect(told(readWechatId('小明'))).toMatch(
		/neither an OpenID nor a UnionID.*contains “小”.*nickname \(昵称\)/,
	);
});

test.each([
	[103446, '103446'],
	[103446n, '103446'],
	[' 00103446 ', '103446'],
	['１０３４４６', '103446'],
	['\ufeff103446\u200b', '103446'],
	["'103446", '103446'],
	['="103446"', '103446'],
	['"103446"', '103446'],
	['9223372036854775807', '9223372036854775807'],
	['0', '0'],
	['000', '0'],
])('%j is the customer ID %s', (written, id) => {
	expect(readLongId(written)).toEqual({ value: id });
});

test.each([
	['103446.0', /ends in “\.0”: a spreadsheet has read it as a number.*as text/],
	['1.03E+5', /a spreadsheet has shortened it/],
	['103 446', /not a whole number such as 103446/],
	['103,446', /not a whole number/],
	['+103446', /not a whole number/],
	['-1', /not a whole number/],
	[-1, /not a whole number/],
	[-0, /not a whole number/],
	[1.5, /not a whole number/],
	[2 ** 53, /lost its last digits: it is too long for a number/],
	['9223372036854775808', /larger than any ID.*9223372036854775807/],
	['VIP-001', /not a whole number/],
	['①', /not a whole number/],
	['', /is empty/],
	[undefined, /is empty/],
	['n/a', /a missing value/],
	[{}, /an object/],
])('%p is no customer ID, and it says why', (written, fact) => {
	expect(told(readLongId(written))).toMatch(fact);
});
