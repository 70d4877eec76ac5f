import { bold } from '../harness/progress.mjs';

/** Rows of texts in columns as wide as their widest cell, on a terminal and in a log alike. */
export function table(heads, rows) {
	const all = [heads, ...rows].map((row) => row.map(String));
	const widths = heads.map((_, column) => Math.max(...all.map((row) => width(row[column]))));
	const lines = all.map((row) =>
		row
			.map((cell, column) => cell + ' '.repeat(widths[column] - width(cell)))
			.join('   ')
			.trimEnd(),
	);
	const rule = widths.map((each) => '─'.repeat(each)).join('   ');
	return [bold(lines[0]), rule, ...lines.slice(1)].map((line) => `  ${line}`).join('\n');
}

/** A Chinese character takes two columns. */
const width = (text) => [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;
