import type { Customer } from './customer';

/**
 * A customer whom nobody described: all that is known of them follows from the id. A million take no memory,
 * and the mobile number and the email lead back to the id.
 */
const surnames = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡'];
const givenNames =
	'伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀英 霞 平 刚 桂英 建华 文 玉兰 志强 婷 欣怡 子涵 浩然 梓萱 雨桐 宇轩 诗涵 俊杰 晓明'.split(
		' ',
	);

const LINES = 100_000_000n;
/** Coprime to the number of lines, so that neighbours have numbers that don't look alike, and all are different. */
const STEP = 48_271n;
const STEP_BACK = inverse(STEP, LINES);
const YEAR_2019 = 1_546_300_800;
const YEAR = 31_536_000n;

export function madeCustomer(id: bigint): Customer {
	const line = (id * STEP) % LINES;
	const seed = Number(line);
	const created = YEAR_2019 + Number(id % YEAR);
	return {
		id,
		fields: {
			name: surnames[seed % surnames.length] + givenNames[(seed >>> 3) % givenNames.length],
			gender: (seed % 2) + 1,
			mobile: `199${String(line).padStart(8, '0')}`,
			email: `customer${id}@example.com`,
		},
		attr: {},
		dateCreated: created,
		lastUpdated: created,
	};
}

/** What the ids of those with this mobile number leave when divided by `modulus`. */
export function idsOfMobile(mobile: string): { remainder: bigint; modulus: bigint } | undefined {
	const [, line] = /^199(\d{8})$/.exec(mobile) ?? [];
	return line === undefined ? undefined : { remainder: (BigInt(line) * STEP_BACK) % LINES, modulus: LINES };
}

export function idOfEmail(email: string): bigint | undefined {
	const [, id] = /^customer([1-9]\d{0,18})@example\.com$/.exec(email) ?? [];
	return id === undefined ? undefined : BigInt(id);
}

/** By Euclid. */
function inverse(value: bigint, modulus: bigint): bigint {
	let [a, b, x, y] = [value, modulus, 1n, 0n];
	while (b !== 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
	return ((x % modulus) + modulus) % modulus;
}
