import { readGender } from '../../nodes/values/gender';
import { isUnreadable, type Reading } from '../../nodes/values/reading';
import { readName, readText } from '../../nodes/values/text';

const told = (reading: Reading<unknown>): unknown =>
	isUnreadable(reading)
		? reading.isMissing
			? null
			: `refused: ${reading.wrong}. ${reading.advice}`
		: reading.value;

test.each([
	[' 张\u200b三\u3000', '张三'],
	['“张三”', '张三'],
	["'张三", '张三'],
	['Ｗａｎｇ　Ｘｉａｏｍｉｎｇ', 'Wang Xiaoming'],
	["O'Brien", "O'Brien"],
	['上海（集团）有限公司', '上海（集团）有限公司'],
	['你好，世界！', '你好，世界！'],
	['第一行\n第二行', '第一行 第二行'],
	['="金卡"', '金卡'],
	['𠮷野家', '𠮷野家'],
	['1.38E+10', '1.38E+10'],
	['{"a": [1]}', '{"a": [1]}'],
	['["金卡","银卡"]', '["金卡","银卡"]'],
	[3.5, '3.5'],
	[42, '42'],
	[true, 'true'],
	['x'.repeat(1000), 'x'.repeat(1000)],
])('the text %j is %s', (written, text) => {
	expect(told(readText(written))).toBe(text);
	expect(told(readName(written))).toBe(text);
});

test.each([
	'',
	'  ',
	'\u200b',
	'无',
	'暂无',
	'没有',
	'未填写',
	'未填写。',
	'暂无数据',
	'暂无信息',
	'未绑定',
	'未设置',
	'不适用',
	'保密',
	'不详',
	'（空）',
	'(跳过)',
	'空值',
	'请选择',
	'無',
	'無。',
	'暫無',
	'沒有',
	'未填寫',
	'(跳過)',
	'-',
	'--',
	'—',
	'──',
	'＿',
	'/',
	'N/A',
	'n/a',
	'n / a',
	'N.A',
	'not applicable',
	'(No value)',
	'(empty)',
	'＃N/A',
	'NULL',
	'null',
	'undefined',
	'undefined undefined',
	'NaN',
	'nan',
	'None',
	'(null)',
	'\\N',
	'""',
	null,
	undefined,
	NaN,
])('%j stands for a missing value', (written) => {
	expect(told(readText(written))).toBeNull();
	expect(told(readName(written))).toBeNull();
});

test.each(['Na', 'NA', 'na', 'Nan', 'NAN'])('%s may be a person, and elsewhere it is missing', (written) => {
	expect(told(readName(written))).toBe(written);
	expect(told(readText(written))).toBeNull();
});

test.each([
	...['Nan Nan', '空空', '无锡', 'Nancy', '未知数科技', '-1', '0', 'N/A 公司'],
	// In letters that texts in another encoding are full of.
	...[
		'José Peña',
		'Müller & Söhne',
		'Caffè…”',
		'Ærøskøbing',
		'±20°',
		'Été à Nîmes',
		'锟',
		'锘锘',
		'naïve',
		'ÄÖÜß',
		'éèàçù',
	],
])('%s is a text like any other', (written) => {
	expect(told(readText(written))).toBe(written);
});

test.each([
	['\ufffd\ufffd', /wrong encoding.*GBK/],
	['\u951f\u65a4\u62f7', /wrong encoding.*GBK/],
	// 张三 and VIP会员 in GBK, and in UTF-8, read as Latin-1 or Windows-1252, and a byte order mark read so, or as GBK.
	['ÕÅÈý', /wrong encoding.*GBK/],
	['VIP»áÔ±', /wrong encoding.*GBK/],
	['å¼\u00a0ä¸\u0089', /wrong encoding.*UTF-8/],
	['å¼\u00a0ä¸‰', /wrong encoding.*UTF-8/],
	['VIPä¼šå‘˜', /wrong encoding.*UTF-8/],
	['ï»¿Wang', /wrong encoding.*UTF-8/],
	['锘縒ang', /wrong encoding.*UTF-8/],
	['锘挎潕', /wrong encoding.*UTF-8/],
	['锘?138', /wrong encoding.*UTF-8/],
	['张\ud83d', /half a character/],
	['[object Object]', /returns an object/],
	['{{ $json.name }}', /n8n did not evaluate/],
	['#VALUE!', /a spreadsheet’s error/],
	['同上', /refers to the row above/],
	[{}, /an object, not text/],
	[[], /a list/],
	[2 ** 60, /lost its last digits/],
	[Infinity, /infinite/],
	[-Infinity, /infinite/],
])('%j is no text, and it says why', (written, fact) => {
	expect(told(readText(written))).toMatch(fact);
	expect(told(readName(written))).toMatch(fact);
});

test.each<[written: unknown, gender: unknown]>([
	...['male', 'Male', 'MALE', 'm', 'M', '男', '男性', '1', 1, ' 男 ', '“男”', 'Ｍ', '１', '1.0'].map(
		(word): [unknown, unknown] => [word, 1],
	),
	...['female', 'Female', 'f', 'F', '女', '女性', '2', 2, '女\u200b'].map((word): [unknown, unknown] => [
		word,
		2,
	]),
	...['unknown', 'Unknown', '未知', '保密', '0', 0].map((word): [unknown, unknown] => [word, undefined]),
	...['', '-', '无', 'n/a', 'null', null, undefined].map((word): [unknown, unknown] => [word, null]),
])('the gender %j is %p', (written, gender) => {
	expect(told(readGender(written))).toBe(gender);
});

test.each(['x', '3', 'mr', '男女', '先生', true, {}, '\ufffd', 1.5])(
	'%j is no gender, and it says what is one',
	(written) => {
		expect(told(readGender(written))).toMatch(/^refused: .*male, female or unknown/);
	},
);
