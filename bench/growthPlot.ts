import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SIZES, growing } from './cases';
import type { Findings } from './findings';

const WIDTH = 720;
const HEIGHT = 440;
const FRAME = { left: 70, right: 44, top: 50, bottom: 60 };
const COLOURS = ['#0b7285', '#c2410c', '#5f3dc4'];
const FASTEST = 0.01;
const SLOWEST = 100;

interface Point {
	size: number;
	seconds: number;
}

/** How time grows with the number of members, both axes logarithmic: a straight line at 45° is proportional. */
export function plotGrowth(findings: Findings): void {
	const lines = growing.map(({ label, at }, index) => {
		const of = (way: 'ours' | 'plain') =>
			SIZES.flatMap((size): Point[] => {
				const outcome = findings.of(at(size), way);
				return outcome && 'seconds' in outcome ? [{ size, seconds: outcome.seconds }] : [];
			});
		return { label, colour: COLOURS[index], ours: of('ours'), plain: of('plain') };
	});
	const drawn = [
		...grid(),
		...lines.flatMap(({ ours, plain, colour }) => [
			path(plain, colour, 'stroke-dasharray="5 5" stroke-width="1.5" opacity="0.7"'),
			path(ours, colour, 'stroke-width="2.5"'),
			...ours.map(dot(colour)),
		]),
		...lines.map(({ label, colour }, index) => legend(index, colour, '', label)),
		legend(lines.length, '#495057', ' stroke-dasharray="5 5"', 'the same in a plain keep-alive loop'),
	];
	writeFileSync(
		join(__dirname, 'growth.svg'),
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="13">
<title>Time by number of members</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<text x="${FRAME.left}" y="28" font-size="16" font-weight="600" fill="#212529">Time by number of members (no latency, both axes logarithmic)</text>
${drawn.join('\n')}
</svg>
`,
	);
}

function across(size: number): number {
	const [least, most] = [SIZES[0], SIZES[SIZES.length - 1]];
	const share = Math.log(size / least) / Math.log(most / least);
	return rounded(FRAME.left + share * (WIDTH - FRAME.left - FRAME.right));
}

function up(seconds: number): number {
	const share = Math.log(seconds / FASTEST) / Math.log(SLOWEST / FASTEST);
	return rounded(HEIGHT - FRAME.bottom - share * (HEIGHT - FRAME.top - FRAME.bottom));
}

const rounded = (pixels: number) => Math.round(pixels * 10) / 10;

function grid(): string[] {
	const line = (x1: number, y1: number, x2: number, y2: number) =>
		`<path d="M${x1} ${y1}L${x2} ${y2}" stroke="#dee2e6"/>`;
	const text = (x: number, y: number, anchor: string, words: string) =>
		`<text x="${x}" y="${y}" text-anchor="${anchor}" fill="#495057">${words}</text>`;
	const [bottom, right] = [HEIGHT - FRAME.bottom, WIDTH - FRAME.right];
	return [
		...SIZES.flatMap((size) => [
			line(across(size), FRAME.top, across(size), bottom),
			text(across(size), bottom + 20, 'middle', size.toLocaleString('en-US')),
		]),
		...[0.01, 0.1, 1, 10, 100].flatMap((seconds) => [
			line(FRAME.left, up(seconds), right, up(seconds)),
			text(FRAME.left - 8, up(seconds) + 4, 'end', `${seconds} s`),
		]),
		text((FRAME.left + right) / 2, HEIGHT - 14, 'middle', 'members, or customers to add'),
	];
}

const path = (points: Point[], colour: string, more: string): string =>
	`<path d="${points.map(({ size, seconds }, at) => `${at === 0 ? 'M' : 'L'}${across(size)} ${up(seconds)}`).join('')}" fill="none" stroke="${colour}" ${more}/>`;

const dot =
	(colour: string) =>
	({ size, seconds }: Point): string =>
		`<circle cx="${across(size)}" cy="${up(seconds)}" r="3.5" fill="${colour}"/>`;

function legend(index: number, colour: string, dash: string, words: string): string {
	const [x, y] = [FRAME.left + 16, FRAME.top + 18 + index * 20];
	return `<path d="M${x} ${y}h28" stroke="${colour}" stroke-width="2.5"${dash}/><text x="${x + 36}" y="${y + 4}" fill="#212529">${words}</text>`;
}
