import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { controls } from './control';
import { faultFields, faultKinds } from './http/faults';
import { routes } from './routes';
import { siblingRoutes } from './routes/siblings';
import { settings, switchTopics, type Switch } from './switches';

/** The README's tables, made from what the code goes by: `npx tsx sandbox/readme.ts` writes them, and a test compares. */
const path = join(__dirname, 'README.md');

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const table = (heads: string[], rows: string[][]): string =>
	[heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

const code = (text: string) => `\`${text}\``;

const switchRows = (switches: object): string[][] =>
	Object.entries(switches as Record<string, Switch<unknown>>).map(([name, { allowed, usual, meaning }]) => {
		const isEverything = Array.isArray(usual) && usual.length > 3;
		return [code(name), allowed, isEverything ? 'all' : code(JSON.stringify(usual)), meaning];
	});

const heads = ['switch', 'may be', 'usually', 'meaning'];

const tables: Record<string, string> = {
	calls: table(
		['call', ''],
		routes
			.filter((route) => !siblingRoutes.includes(route))
			.map(({ method, path, does }) => [code(`${method} ${path}`), does]),
	),
	siblings: table(
		['resource', 'methods'],
		[...new Set(siblingRoutes.map(({ path }) => path))].map((path) => [
			code(path),
			siblingRoutes
				.filter((route) => route.path === path)
				.map(({ method }) => method)
				.join(' '),
		]),
	),
	control: table(
		['call', 'takes'],
		Object.entries(controls).map(([call, { takes }]) => [code(call), takes]),
	),
	switches: Object.entries(switchTopics)
		.map(([topic, switches]) => `**${topic}**\n\n${table(heads, switchRows(switches))}`)
		.join('\n\n'),
	settings: table(['setting', 'may be', 'usually', 'meaning'], switchRows(settings)),
	faults: table(
		['kind', 'work', 'what happens'],
		Object.entries(faultKinds).map(([kind, { work, meaning }]) => [code(kind), work ? 'done' : '', meaning]),
	),
	faultFields: table(
		['field', 'meaning'],
		Object.entries(faultFields).map(([name, { meaning }]) => [code(name), meaning]),
	),
};

export const readme = (): string => readFileSync(path, 'utf8');

/** The same page with today's tables between its marks. */
export function withTables(page: string): string {
	return page.replace(
		/(<!-- table (\w+) -->\n).*?(\n<!-- end -->)/gs,
		(_all, begin: string, name: string, end: string) => {
			if (!tables[name]) throw new Error(`the README has a mark for ${name}, which is no table`);
			return `${begin}\n${tables[name]}\n${end}`;
		},
	);
}

export const tableNames = Object.keys(tables);

if (process.argv[1] === __filename) writeFileSync(path, withTables(readme()));
