import { unwrapped } from './wrapping';

/** What forms, spreadsheets, databases and programs write where there is no value. */
const WORDS = new Set([
	...'无 暂无 没有 暂缺 缺失 空 空白 不详 未知 未填 未填写 未提供 未录入 未设置 未绑定 未登记'.split(' '),
	...'无数据 暂无数据 暂无信息 暂未填写 不适用 保密'.split(' '),
	...'n/a n.a na nan nat none nil null undefined unknown empty #n/a (blank) \\n'.split(' '),
	...['n / a', 'not available', 'not applicable', 'not provided', 'not set', 'not specified'],
]);

/** A dash of any kind, a slash or a line, as people cross out a field of a form. */
const CROSSED_OUT = /^[\p{Pd}\u2212_ ]+$|^[/\\]+$/u;

/** What a program makes of two values, both of which are missing: a first and a last name. */
const REPEATED = /^(?:undefined|null|none)(?: (?:undefined|null|none))+$/;

/** Whether a text in plain width, without anything unseen, stands for a missing value. */
export function isMissing(text: string): boolean {
	// The longest word; no need to look at more.
	if (text.length > 40) return false;
	const word = text.toLowerCase();
	const inner = unwrapped(word);
	return (
		inner === '' ||
		[word, inner, inner.replace(/[.。]$/, '')].some(
			(one) => WORDS.has(one) || CROSSED_OUT.test(one) || REPEATED.test(one),
		)
	);
}

/**
 * The same for names, where `Na` and `Nan` are people (娜, 楠), and nobody’s name in lower case: `nan` and `NaN` are what
 * programs write.
 */
export const isMissingName = (text: string): boolean =>
	text === 'nan' || text === 'NaN' || (isMissing(text) && !/^(?:na|nan)\.?$/i.test(text));

/** The same for days: databases and forms have a zero date, .NET has its first day, Excel the day before its first. */
export const isMissingDay = (text: string): boolean =>
	isMissing(text) ||
	/^(?:0000[-/.年]?00[-/.月]?00|0001[-/.]0?1[-/.]0?1|1900[-/.]0?1[-/.]0?0)(?!\d)/.test(text) ||
	/^(?:00?[-/.]00?[-/.]0000|0?1[-/.]0?1[-/.]0001)(?!\d)/.test(text);
