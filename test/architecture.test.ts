import { circleAmong, importsOf, sourcesIn, textOf } from './support/sources';

const SHIPPED = ['nodes', 'credentials'];
/** Two or three screens: whoever needs more has two thoughts, or a reason. */
const MOST_LINES = 250;

const VALUES = 'nodes/values';
const api = [VALUES, 'nodes/api', 'nodes/api/http'];
const connected = [...api, 'nodes/api/sending', 'nodes/api/reading'];
const edited = [...connected, 'nodes/editor'];
const action = 'nodes/ConvertlabGroups';
const running = [...edited, `${action}/run`];
const customers = [...running, `${action}/customers`];
const membership = [...customers, `${action}/membership`];
const operation = [
	...membership,
	...['sync', 'copy', 'groups', 'files', 'operations'].map((folder) => `${action}/${folder}`),
];

/** What may import what: a folder, and the folders it may import from beside itself. */
const directions: Array<[folder: string, mayImport: string[]]> = [
	['nodes/values', []],
	['nodes/api', [VALUES]],
	['nodes/api/http', ['nodes/api']],
	['nodes/api/sending', api],
	['nodes/api/reading', api],
	['nodes/editor', connected],
	[action, [...running, `${action}/operations`]],
	[`${action}/run`, edited],
	[`${action}/customers`, running],
	[`${action}/groups`, running],
	[`${action}/files`, connected],
	[`${action}/membership`, customers],
	[`${action}/sync`, membership],
	[`${action}/copy`, membership],
	[`${action}/operations`, [...operation, `${action}/operations/group`, `${action}/operations/member`]],
	[`${action}/operations/group`, operation],
	[`${action}/operations/member`, operation],
	['nodes/ConvertlabGroupsTrigger', edited],
	['credentials', connected],
];

/** Whether a path lies in a folder itself; in one of the folders below it that have rules of their own it does not. */
const folderOf = (path: string): string | undefined =>
	directions
		.map(([folder]) => folder)
		.filter((folder) => path.startsWith(`${folder}/`))
		.sort((one, other) => other.length - one.length)[0];

test('the sources are found, with their imports and re-exports of types', () => {
	const files = sourcesIn(...SHIPPED);
	expect(files.length).toBeGreaterThan(30);
	expect(files.flatMap(importsOf).length).toBeGreaterThan(files.length);
	expect(importsOf('test/architecture.test.ts')).toEqual(['test/support/sources.ts']);
});

test('no file that ships is part of an import circle, types included', () => {
	expect(circleAmong(sourcesIn(...SHIPPED))).toEqual([]);
});

test.each(['nodes', 'sandbox'])(`no file of %s is longer than ${MOST_LINES} lines`, (folder) => {
	const long = sourcesIn(folder).filter((path) => textOf(path).trimEnd().split('\n').length > MOST_LINES);
	expect(long).toEqual([]);
});

test.each(directions)('%s imports only %s', (folder, mayImport) => {
	const strays = sourcesIn(folder)
		.filter((path) => folderOf(path) === folder)
		.flatMap((path) => importsOf(path).map((target) => [path, target]))
		.filter(([, target]) => ![folder, ...mayImport].includes(folderOf(target) ?? target));
	expect(strays).toEqual([]);
});

test('every folder that ships states its directions', () => {
	const folders = new Set(sourcesIn(...SHIPPED).map((path) => path.slice(0, path.lastIndexOf('/'))));
	expect([...folders].sort()).toEqual(directions.map(([folder]) => folder).sort());
});

test('nothing in nodes/api imports from above it', () => {
	const strays = sourcesIn('nodes/api').flatMap((path) =>
		importsOf(path).flatMap((target) => (/^nodes\/(api|values)\//.test(target) ? [] : [[path, target]])),
	);
	expect(strays).toEqual([]);
});

test.each(['sandbox', 'nodes'])(
	'%s shares no code with the other: they are two readings of one reference',
	(folder) => {
		const strays = sourcesIn(folder)
			.flatMap(importsOf)
			.filter((target) => target.startsWith(folder === 'nodes' ? 'sandbox/' : 'nodes/'));
		expect(strays).toEqual([]);
	},
);

const architecture = textOf('docs/architecture.md');

test('each file that ships is named in the line of its folder in docs/architecture.md', () => {
	const lines = new Map(
		[...architecture.matchAll(/^\| `((?:nodes|credentials)[^`]*)\/` \| (.+) \|$/gm)].map(
			([, folder, line]) => [folder, line],
		),
	);
	const unnamed = sourcesIn(...SHIPPED).filter((path) => {
		const cut = path.lastIndexOf('/');
		return !lines.get(path.slice(0, cut))?.includes(`\`${path.slice(cut + 1).replace(/\.ts$/, '')}\``);
	});
	expect(unnamed).toEqual([]);
});

test('no line of a folder in docs/architecture.md names a file that is gone', () => {
	const stems = sourcesIn(...SHIPPED).map((path) => path.replace(/\.ts$/, ''));
	const gone = [...architecture.matchAll(/^\| `((?:nodes|credentials)[^`]*)\/` \| (.+) \|$/gm)].flatMap(
		([, folder, line]) =>
			[...line.matchAll(/`([\w.]+)`/g)]
				.map(([, name]) => `${folder}/${name}`)
				.filter((path) => !stems.includes(path) && !/\/(send|verify)$/.test(path)),
	);
	expect(gone).toEqual([]);
});

test('what docs/architecture.md names under “Where it is decided” is there', () => {
	const [, section] = architecture.split('## Where it is decided');
	const rows = [...section.matchAll(/^\| [^|`]+ \| (`nodes[^|]+) \|$/gm)].map(([, cell]) => cell);
	expect(rows).toHaveLength(12);
	const missing = rows.flatMap((cell) => {
		let text = '';
		return [...cell.matchAll(/`([^`]+)`/g)]
			.map(([, name]) => name)
			.filter((name) => {
				if (!name.includes('/'))
					return !new RegExp(`(function\\*?|const|class|async) ${name}\\b|^\t${name}\\(`, 'm').test(text);
				const isThere = sourcesIn('nodes').includes(name);
				text = isThere ? textOf(name) : '';
				return !isThere;
			});
	});
	expect(missing).toEqual([]);
});
