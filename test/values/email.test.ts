import { isSame, readers } from '../../nodes/editor/identifiers';
import { readEmail } from '../../nodes/values/email';
import { isUnreadable } from '../../nodes/values/reading';

const keyOf = (written: unknown): string => {
	const email = readEmail(written);
	return isUnreadable(email) ? `refused: ${email.wrong}. ${email.advice}` : email.value.key;
};

test.each([
	['mailto:name@163.com?subject=%E4%BD%A0%E5%A5%BD', 'name@163.com'],
	['MAILTO:name%2Bnews@163.com', 'name+news@163.com'],
	['E-mail: Name@163.com', 'name@163.com'],
	['邮箱（工作）：name@163.com；', 'name@163.com'],
	['邮箱：“name@163.com”。', 'name@163.com'],
	['"Wang, Xiaoming" <name@163.com>', 'name@163.com'],
	['name@163.com <name@163.com>', 'name@163.com'],
	['<mailto:name@163.com>,', 'name@163.com'],
	['name@163.com<mailto:Name@163.com>', 'name@163.com'],
	['邮箱：name@163.com <mailto:name@163.com>', 'name@163.com'],
	['ｎａｍｅ＠１６３．ｃｏｍ', 'name@163.com'],
	['name@mail。163。com', 'name@mail.163.com'],
	['\ufeffname@163.com\u00a0', 'name@163.com'],
	['="name@163.com"', 'name@163.com'],
	['【name@163.com】', 'name@163.com'],
	['13800138000@139.com', '13800138000@139.com'],
	["o'brien@example.com", "o'brien@example.com"],
	['张三@例子.公司', '张三@例子.公司'],
	['josé@example.com', 'josé@example.com'],
	['name@xn--fsqu00a.xn--55qx5d', 'name@xn--fsqu00a.xn--55qx5d'],
])('%s is %s', (written, key) => {
	expect(keyOf(written)).toBe(key);
});

test('an address keeps its case where it is sent, and is compared without', () => {
	expect(readEmail('Name@163.COM')).toEqual({ value: { key: 'name@163.com', address: 'Name@163.COM' } });
	const email = readers.email('name@163.com', 'Email');
	expect([' NAME@163.com ', 'name@126.com', null].map((stored) => isSame(email, stored))).toEqual([
		true,
		false,
		false,
	]);
});

test.each([
	['wang.example.com', /no @/],
	['@163.com', /nothing comes before its @/],
	['name@', /no domain/],
	['name@163', /no domain, such as 163\.com/],
	['name@.com', /no domain/],
	['name@163..com', /“163\.\.com” is not a valid domain/],
	['name@163.com..', /is not a valid domain/],
	['name@163,com', /no domain/],
	['name@192.168.1.1', /no domain ends in “1”/],
	['name@-163.com', /is not a valid domain/],
	['name@163_.com', /is not a valid domain/],
	['name@163.com谢谢', /no domain ends in/],
	['na me@163.com', /contains a space/],
	['name@163.com info', /contains a space/],
	['王小明 name@163.com', /contains a space/],
	['王小明name@163.com', /it runs into other text/],
	['张三13800138000@139.com', /it runs into other text/],
	['王小明/name@163.com', /“\/” stands before its @/],
	['*name@163.com', /begins with “\*”/],
	['n**e@163.com', /hidden letters/],
	['name..x@163.com', /“\.\.” stands before its @/],
	['"na me"@163.com', /refused/],
	['name@163.com, info@163.com', /several addresses/],
	['name@163.com/info@163.com', /several addresses/],
	['info@163.com <name@163.com>', /several addresses/],
	['info@163.com<mailto:name@163.com>', /several addresses/],
	['①name@163.com', /begins with “①”/],
	['name@163.com②', /is not a valid domain/],
	['https://name@163.com', /refused/],
	['无', /a missing value/],
	['n/a', /a missing value/],
	['\ufffdame@163.com', /wrong encoding/],
	['{{ $json.email }}', /n8n did not evaluate/],
	['#N/A', /a missing value/],
	[`${'x'.repeat(121)}@163.com`, /has 129 characters: DM Hub takes at most 128/],
	[`${'x'.repeat(500)}@163.com`, /has 508 characters: too many for one value/],
	[5, /no @/],
	[{}, /an object, not text/],
])('%j is refused with what is wrong with it', (written, fact) => {
	expect(keyOf(written)).toMatch(/^refused/);
	expect(keyOf(written)).toMatch(fact);
});
