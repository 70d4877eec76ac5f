import { sourcesIn, textOf } from '../support/sources';

/** Every text of the catalogue: what the tests of this folder keep as inline snapshots, one line each. */
export const catalogue: string[] = sourcesIn('test/messages')
	.filter((path) => path.endsWith('.test.ts'))
	.flatMap((path) => [...textOf(path).matchAll(/toMatchInlineSnapshot\(\s*`((?:[^`\\]|\\.)*)`/g)])
	.flatMap(([, text]) => text.replace(/\\(.)/g, '$1').split('\n'))
	.map((line) => line.trim().replace(/^"|"$/g, ''))
	.filter((line) => line !== '');

/** The variable parts of a message: what is quoted, figures, the item, and what `…` stands for. */
const OPEN = /“[^”]*”|`[^`]*`|\s*\[item \d+\]|\d[\d,]*|\s*…\s*/g;

/** A message as a page quotes it, with its variable parts left open. */
export function patternOf(quoted: string): RegExp {
	const plain = quoted.replace(/\*\*?|\\/g, '').replace(/'/g, '’');
	const parts = plain.trim().split(OPEN);
	return new RegExp(parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*'));
}
