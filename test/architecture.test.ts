import { circleAmong, importsOf, sourcesIn, textOf } from './support/imports';

const SHIPPED = ['nodes', 'credentials'];
const ALL = [...SHIPPED, 'sandbox', 'harness', 'demo', 'test', 'bench', 'tools'];
const MOST_LINES = 150;
/** Files that may be longer, and why. */
const longer: Record<string, string> = {
	'test/api/answers.test.ts': 'One reader, and every answer that a server may give.',
	'test/people/create.test.ts': 'One call, and every way in which creating may end.',
	'test/support/runNode.ts': 'Running the node on any host, and what n8n 1.x does with failures.',
	'test/api/pages.test.ts': 'One reader of lists, and every way in which a server may cut them.',
	'test/api/sideBySide.test.ts': 'One reader, and every way in which ids may lie.',
	'test/operations/member/customerFields.test.ts':
		'One option in three operations, each field and form of it.',
	'test/operations/member/exportToFile.formulas.test.ts': 'A table of what spreadsheets are known to run.',
	'test/people/identify.test.ts': 'Six ways to name a person, and every way in which a server may answer.',
	'test/trigger/failures.test.ts': 'One poll, and every way in which it may fail.',
};

/** What may import what: a folder, and the folders it may import from beside itself. */
const API = ['nodes/api', 'nodes/api/http', 'nodes/api/sending', 'nodes/api/reading'];
const RUN = [...API, 'nodes/editor', 'nodes/ConvertlabGroups/run'];
const PEOPLE = [...RUN, 'nodes/ConvertlabGroups/people'];
const GROUPS = 'nodes/ConvertlabGroups';
const directions: Array<[folder: string, mayImport: string[]]> = [
	['nodes/api/http', ['nodes/api']],
	['nodes/api/sending', ['nodes/api', 'nodes/api/http']],
	['nodes/api/reading', ['nodes/api', 'nodes/api/http']],
	['nodes/editor', API],
	[`${GROUPS}/run`, [...API, 'nodes/editor']],
	[`${GROUPS}/people`, RUN],
	[`${GROUPS}/files`, API],
	[`${GROUPS}/groups`, RUN],
	[`${GROUPS}/membership`, PEOPLE],
	[`${GROUPS}/operations`, [...PEOPLE, `${GROUPS}/membership`, `${GROUPS}/files`, `${GROUPS}/groups`]],
	['nodes/ConvertlabGroupsTrigger', [...API, 'nodes/editor']],
];

/** Whether a path lies in a folder itself; in one of the folders below it that have rules of their own it does not. */
const roomOf = (path: string): string | undefined =>
	[...directions.map(([folder]) => folder), 'nodes/api']
		.filter((folder) => path.startsWith(`${folder}/`))
		.sort((one, other) => other.length - one.length)[0];

test('the sources are found, imports and re-exports of types included', () => {
	const files = sourcesIn(...SHIPPED);
	expect(files.length).toBeGreaterThan(30);
	expect(files.flatMap(importsOf).length).toBeGreaterThan(files.length);
	expect(importsOf('test/architecture.test.ts')).toEqual(['test/support/imports.ts']);
});

test('no file that ships imports itself in a circle, types included', () => {
	expect(circleAmong(sourcesIn(...SHIPPED))).toEqual([]);
});

test(`no file is longer than ${MOST_LINES} lines, but for those with a reason`, () => {
	const lengths = sourcesIn(...ALL).map((path) => [path, textOf(path).trimEnd().split('\n').length] as const);
	const long = lengths.filter(([, lines]) => lines > MOST_LINES).map(([path]) => path);
	expect(long.filter((path) => longer[path] === undefined)).toEqual([]);
	expect(Object.keys(longer).filter((path) => !long.includes(path))).toEqual([]);
});

test.each(directions)('%s imports only %s', (folder, mayImport) => {
	const strays = sourcesIn(folder)
		.filter((path) => roomOf(path) === folder)
		.flatMap((path) => importsOf(path).map((target) => [path, target]))
		.filter(([, target]) => ![folder, ...mayImport].includes(roomOf(target) ?? target));
	expect(strays).toEqual([]);
});

test('nothing in nodes/api imports what lies outside of it', () => {
	const strays = sourcesIn('nodes/api').flatMap((path) =>
		importsOf(path).flatMap((target) => (target.startsWith('nodes/api/') ? [] : [[path, target]])),
	);
	expect(strays).toEqual([]);
});

test.each(['sandbox', 'nodes'])(
	'%s shares no code with the other: two readings of one reference',
	(folder) => {
		const strays = sourcesIn(folder)
			.flatMap(importsOf)
			.filter((target) => target.startsWith(folder === 'nodes' ? 'sandbox/' : 'nodes/'));
		expect(strays).toEqual([]);
	},
);
