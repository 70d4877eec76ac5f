import { readme, tableNames, withTables } from '../../sandbox/readme';
import { FAULT_KINDS } from '../../sandbox';
import { routes } from '../../sandbox/routes';
import { allSwitches, settings } from '../../sandbox/switches';

test('the README has every table, as the code has it today (npx tsx sandbox/readme.ts writes them)', () => {
	for (const name of tableNames) expect(readme()).toContain(`<!-- table ${name} -->`);
	expect(readme()).toBe(withTables(readme()));
});

test('the tables hold every call, switch, setting and fault', () => {
	const page = withTables(readme());
	const names = [...Object.keys(allSwitches), ...Object.keys(settings), ...FAULT_KINDS];
	for (const name of names) expect(page).toContain(`\n| \`${name}\` | `);
	for (const { path } of routes) expect(page).toMatch(new RegExp(`\n\\| \`([A-Z]+ )?${path}\` \\| `));
});

test('a table that is out of date is seen', () => {
	expect(withTables(readme().replace('memberCount: `3`', 'memberCount: `4`'))).toBe(readme());
	expect(() => withTables('<!-- table nope -->\n\n<!-- end -->')).toThrow('nope');
});
