import { readMobile } from '../../nodes/values/mobile';
import { isUnreadable } from '../../nodes/values/reading';

/** What is no phone number, or not for certain, and the fact that its refusal tells. */

const told = (written: unknown): string => {
	const number = readMobile(written);
	return isUnreadable(number) ? `refused: ${number.wrong}. ${number.advice}` : `read as ${number.value.key}`;
};

test.each([
	// Too many or too few digits.
	['13800138000-7804', /15 digits.*a mainland number has 11.*extension/],
	['13800138000 1', /12 digits: a mainland number has 11/],
	['8613800138', /10 digits.*Check the digits/],
	// A digit too many in the second place.
	['103800138000', /12 digits/],
	['123800138000', /12 digits/],
	['+86 1380013800', /10 digits after \+86: a mainland number has 11/],
	['+86 138001380001', /12 digits after \+86: a mainland number has 11/],
	['+852 6123 456', /7 digits after \+852, where numbers have 8/],
	['+44 20 7946 0958-12', /12 digits after \+44, where numbers have 9 or 10/],
	['123456', /6 digits are too few/],
	['0', /: 1 digit is too few/],
	// As many digits as numbers there have, and yet none of them.
	['+86 12800138000', /not a mainland number.*begin with 13 to 19/],
	['+852 12345678', /no number with the country code \+852 has these digits/],
	['+33 012345678', /no number with the country code \+33 has these digits/],
	['+886 123456789', /no number with the country code \+886 has these digits/],
	['1234567890123456', /16 digits are too many/],
	['4915123456789', /13 digits.*numbers of other countries with \+ and the country code/],
	['+123456', /refused/],
	// Several numbers.
	['13800138000、13900139000', /several numbers/],
	['13800138000\n13900139000', /several numbers/],
	['13800138000 13900139000', /several numbers/],
	['13800138000或13900139000', /several numbers/],
	['13800138000 / 李娜 13912345678', /several numbers/],
	['13800138000（备用13900139000）', /several numbers/],
	['①13800138000 ②13900139000', /several numbers/],
	['+8613800138000+8613900139000', /refused/],
	// List numbers.
	['1. 13800138000', /begins with list numbering.*Remove the numbering/],
	['2) 13800138000', /begins with list numbering.*Remove the numbering/],
	['(3) 13800138000', /begins with list numbering.*Remove the numbering/],
	['4、13800138000', /begins with list numbering.*Remove the numbering/],
	['⑤13800138000', /begins with list numbering.*Remove the numbering/],
	['No. 6 13800138000', /begins with list numbering.*Remove the numbering/],
	['2. 62345678', /begins with list numbering.*Remove the numbering/],
	['1 415 555 2671', /a list number, or a country code without its \+/],
	// Extensions.
	['13800138000转8', /extension/],
	['13800138000 ext. 12', /extension/],
	['13800138000,,12', /extension/],
	['13800138000#12', /extension/],
	['tel:+86-138-0013-8000;ext=12', /extension/],
	['62345678-801', /extension/],
	// A spreadsheet’s.
	['1.38E+10', /a spreadsheet has shortened it.*as text/],
	['1.3800138E10', /a spreadsheet has shortened it/],
	['1.38 E+10', /a spreadsheet has shortened it/],
	['1380013800.0', /10 digits/],
	['13800138.000', /8 digits/],
	['１３ ８０.０1 ３３-８-00.0', /“\.0”, which may be part of the number/],
	// No spreadsheet writes such a dot: it parts a digit too many.
	['14300000000·0', /12 digits/],
	['13800138000・00', /13 digits/],
	['13 800138800.0', /“\.0”, which may be part of the number/],
	['+44207946095.0', /“\.0”, which may be part of the number/],
	['2112345678.0', /“\.0”/],
	['+39 06 698 12345.0', /“\.0”/],
	['+33 6 12 34 56.00', /“\.0”/],
	['138 0013 800.0', /“\.0”/],
	['021-12345678.0', /“\.0”/],
	['13800138000.0.0', /“\.0”/],
	['#REF!', /a spreadsheet’s error/],
	[1380013800.5, /not a whole number.*text/],
	[13800138000138000138, /lost its last digits/],
	// Hidden, foreign or damaged signs, and text.
	['138****8000', /hidden digits/],
	['138••••8000', /hidden/],
	['138....8000', /hidden/],
	['138----8000', /hidden/],
	['138____8000', /hidden/],
	['138####8000', /hidden/],
	['138□□□□8000', /hidden/],
	['+86 138••••8000', /hidden/],
	['+852 ····4567', /hidden/],
	['13800138000-----1', /12 digits/],
	['١٣٨٠٠١٣٨٠٠٠', /digits of another script/],
	['手机：13800138000', /text beside the number: “手机:”/],
	['13800138000（张三）', /text beside the number: “张三”/],
	['138001380O0', /letters among its digits: “O”.*digits 0 and 1/],
	['13800138OOO', /letters among its digits: “OOO”/],
	['l3800138000', /letters among its digits: “l”/],
	['+86 I38 0013 8000', /letters among its digits: “I”/],
	['张三', /not a phone number/],
	['138\ufffd0138000', /wrong encoding.*GBK/],
	['138\ud83d0138000', /half a character/],
	['[object Object]', /an expression that returns an object/],
	['{{ $json.mobile }}', /n8n did not evaluate/],
	['(13800138000', /a bracket without the other one/],
	['13800138000-', /a separator at its beginning or end/],
	// Two places.
	['+86 85261234567', /two calling codes/],
	['+1 13800138000', /a mainland number with the code of another country \(\+1\)/],
	['+62 13800138000', /a mainland number with the code of another country \(\+62\)/],
	['+49 4915123456789', /its country code twice/],
	['+13800138000', /may be a mainland number or one of North America.*\+86/],
	['86+13900139000 13800138000', /refused/],
	['13,800,138,000', /thousands separators/],
	['13,800,138,000.00', /thousands separators/],
	['138 0013 8000 / 139 0013 9000', /several numbers/],
	// Nothing at all.
	['', /is empty/],
	[null, /is empty/],
	[undefined, /is empty/],
	['\u200b', /is empty but for an invisible zero-width space \(U\+200B\)/],
	['无', /a missing value/],
	['-', /a missing value/],
	[true, /true or false, not text/],
	[{}, /an object, not text/],
	[['13800138000'], /a list, not one value/],
])('%j is refused with what is wrong with it', (written, fact) => {
	expect(told(written)).toMatch(/^refused/);
	expect(told(written)).toMatch(fact);
});
