import { circleAmong, importsOf, sourcesIn, textOf } from './support/imports';

const SHIPPED = ['nodes', 'credentials'];
const ALL = [...SHIPPED, 'sandbox', 'harness', 'demo', 'test', 'bench', 'tools'];
const MOST_LINES = 150;
/** The one circle there is, around the type of a request. To be deleted once that has a file of its own. */
const RING = /^nodes\/api\/(http\/)?(answers|body|client|connection|errors)\.ts$/;

/** Files that may be longer, and why. */
const longer: Record<string, string> = {
	'credentials/ConvertlabApi.credentials.ts':
		'One class that n8n reads as a whole: its fields, test and token.',
	'test/api/answers.test.ts': 'To be split with nodes/api/answers.ts.',
	'test/support/runNode.ts': 'To be split: running the node, and n8n 1.x’s branches.',
	'test/trust/unknownOutcomes.test.ts': 'To be split by operation.',
};

/** What may import what: a folder, and the folders it may import from beside itself. Folders that don't exist yet are passed over. */
const directions: Array<[folder: string, mayImport: string[]]> = [
	['nodes/api/http', ['nodes/api']],
	['nodes/api/sending', ['nodes/api', 'nodes/api/http']],
	['nodes/api/reading', ['nodes/api', 'nodes/api/http']],
	['nodes/editor', ['nodes/api', 'nodes/api/http', 'nodes/api/sending', 'nodes/api/reading']],
	[
		'nodes/ConvertlabGroups/run',
		['nodes/api', 'nodes/api/http', 'nodes/api/sending', 'nodes/api/reading', 'nodes/editor'],
	],
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
	expect(circleAmong(sourcesIn(...SHIPPED).filter((path) => !RING.test(path)))).toEqual([]);
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
