import { readdirSync } from 'node:fs';
import { FAULT_KINDS } from '../sandbox';
import { textOf } from './support/sources';

/** docs/reliability.md says no more than the suites try. */

const page = textOf('docs/reliability.md');
/** The rows of the table of promises. */
const promises = [...page.matchAll(/^\| [^|]+ \| ((?:`[\w.]+`(?:, )?)+) \|$/gm)].map(([, suites]) => suites);

test('each promise names the suites that try it, and every random suite has its promise', () => {
	const named = promises.flatMap((suites) => [...suites.matchAll(/`([\w.]+)`/g)].map(([, suite]) => suite));
	const random = [
		...readdirSync('test/properties').filter((file) => file.endsWith('.test.ts')),
		...readdirSync('test/trigger').filter((file) => file.endsWith('.property.test.ts')),
	];
	expect([...new Set(named)].sort()).toEqual(random.map((file) => file.replace('.test.ts', '')).sort());
});

test('the number of random cases is the one of `npm run test:random`', () => {
	const [, cases] = /TRUST_RUNS \?\?= '(\d+)'/.exec(textOf('jest.config.js')) ?? [];
	expect(page).toContain(`**${cases} random cases**`);
});

test('the number of faults is that of the kinds that strike every operation', () => {
	expect(page).toContain(`\n## ${FAULT_KINDS.length} faults in every operation\n`);
});
