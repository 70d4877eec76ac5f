import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { takeSteps } from './e2e/takeSteps';
import { sourcesIn, textOf } from './support/sources';

/** What the docs quote from the code stands there, and what they link to exists. */

const shipped = sourcesIn('nodes', 'credentials')
	.map(textOf)
	.join('\n')
	// The constant text of messages: what is filled in ends a piece, as “…” does in a heading.
	.replace(/\$\{[^}]*\}/g, '…');

const headingsOf = (path: string): string[] =>
	[...textOf(path).matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);

/** The pieces of a heading that stand in the code word for word. */
const piecesOf = (heading: string): string[] =>
	heading
		.split(/[“”…]/)
		.map((piece) => piece.trim())
		.filter((piece) => piece.length > 3);

const guides = ['docs/troubleshooting.md', 'docs/zh-CN.md'];

test.each(guides)('each heading of %s that quotes a message has its words from the code', (path) => {
	const messages = headingsOf(path).filter((heading) => !/[\u4e00-\u9fff]/.test(heading));
	expect(messages.length).toBeGreaterThan(20);
	const invented = messages.flatMap(piecesOf).filter((piece) => !shipped.includes(piece));
	expect(invented).toEqual([]);
});

test('the Chinese guide explains every message that the English one does', () => {
	const chinese = headingsOf('docs/zh-CN.md');
	expect(headingsOf('docs/troubleshooting.md').filter((heading) => !chinese.includes(heading))).toEqual([]);
});

test('the reference explains every value of details.reason', () => {
	const type = /export type Reason =([^;]+);/.exec(textOf('nodes/api/errors.ts'))?.[1] ?? '';
	const reasons = [...type.matchAll(/\| '(\w+)'/g)].map(([, reason]) => reason);
	const explained = [...textOf('docs/reference.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, reason]) => reason);
	expect(reasons.length).toBeGreaterThan(5);
	expect(explained.sort()).toEqual(reasons.sort());
});

test.each(['README.md', 'docs/zh-CN.md'])('%s lists every example', (path) => {
	const listed = [...textOf(path).matchAll(/^\|.*`([\w-]+\.json)`/gm)].map(([, file]) => file);
	const files = readdirSync('examples').filter((file) => file.endsWith('.json'));
	expect(listed.sort()).toEqual(files.sort());
});

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
	heading
		.replace(/[`*]|\[([^\]]*)\]\([^)]*\)/g, '$1')
		.trim()
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.replace(/\s/g, '-');

const pages = [
	...readdirSync('.').filter((file) => file.endsWith('.md')),
	...readdirSync('docs')
		.filter((file) => file.endsWith('.md'))
		.map((file) => `docs/${file}`),
];

test.each(pages)('every link of %s leads somewhere', (page) => {
	const links = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
	const broken = links.filter((link) => {
		if (/^https?:|^mailto:/.test(link)) return false;
		const [file, anchor] = link.split('#');
		const target = file === '' ? page : join(dirname(page), file);
		if (!existsSync(target)) return true;
		if (anchor === undefined) return false;
		const headings = [...textOf(target).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
		return !headings.map(anchorOf).includes(decodeURIComponent(anchor));
	});
	expect(broken).toEqual([]);
});

test.each([...pages, 'bench/README.md', 'sandbox/README.md'])('every file that %s names is there', (page) => {
	const named = [
		...textOf(page).matchAll(/`((?:nodes|sandbox|test|harness|tools|bench|docs|examples)\/[\w./-]+\.\w+)`/g),
	];
	expect(named.map(([, path]) => path).filter((path) => !existsSync(path))).toEqual([]);
});

test('the script of the demo video is what the browser suite plays, in less than five minutes', () => {
	const rows = [...textOf('docs/demo-video.md').matchAll(/^\| (\d):(\d\d) \| \*\*(.+?)\*\* \|/gm)];
	expect(rows.map(([, , , step]) => step)).toEqual(takeSteps);
	const times = rows.map(([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds));
	expect(times).toEqual([...times].sort((one, other) => one - other));
	// The last step waits for the next check, a minute at most.
	expect((times.at(-1) ?? Infinity) + 60).toBeLessThan(5 * 60);
});
