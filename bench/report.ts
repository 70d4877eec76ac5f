import { cpus, totalmem } from 'node:os';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases, titleOf, type Case } from './cases';
import type { Findings } from './findings';
import type { Way } from './jobs';
import type { PackageFigures } from './package';
import { targets, type Target } from './targets';

const README = join(__dirname, 'README.md');

const NAMES: Record<Way, string> = {
	plain: 'plain loop',
	n8nHttp: 'plain loop, n8n’s HTTP helper',
	httpRequest: 'HTTP Request node',
	ours: '**this node**',
	expressions: 'the bare expressions',
};

/** The results as Markdown. */
export function report(findings: Findings, pack: PackageFigures, rounds: number): string {
	const measured = cases.filter((each) => findings.has(each));
	return [
		`${machine()}; ${rounds === 1 ? 'one round' : `medians of ${rounds} rounds, the contenders taking turns`}.`,
		'### Targets',
		table(
			['what', 'wanted', 'got', 'holds'],
			targets(findings, pack).map(({ what, wanted, got, holds }) => [
				what,
				wanted,
				got,
				holds === undefined ? '–' : holds ? 'yes' : '**no**',
			]),
		),
		'### All cases',
		table(
			['case', 'latency', 'who', 'time', '× plain', 'requests', 'in flight', 'peak memory', 'CPU'],
			measured.flatMap((each) => rowsOf(each, findings)),
		),
		'### The package',
		table(
			['', 'time to load'],
			[
				['**this package**', `${pack.load.toFixed(0)} ms`],
				...(pack.loadOfHttpRequest === undefined
					? []
					: [['HTTP Request node', `${pack.loadOfHttpRequest.toFixed(0)} ms`]]),
			],
		),
	].join('\n\n');
}

function rowsOf({ job, ways }: Case, findings: Findings): string[][] {
	return ways.map((way, at) => {
		const outcome = findings.of(job, way);
		const begin = at === 0 ? [titleOf(job), `${job.latency} ms`] : ['', ''];
		if (!outcome || 'failed' in outcome)
			return [
				...begin,
				NAMES[way],
				outcome ? outcome.failed.split('\n')[0] : 'not measured',
				'',
				'',
				'',
				'',
				'',
			];
		const ratio = way === 'plain' ? undefined : findings.ratio(job, way, job, 'plain');
		return [
			...begin,
			NAMES[way],
			`${outcome.seconds.toFixed(outcome.seconds < 10 ? 2 : 1)} s`,
			ratio === undefined ? '' : ratio.toFixed(2),
			outcome.requests.toLocaleString('en-US'),
			outcome.inFlight.toLocaleString('en-US'),
			`${(outcome.peak / 1e6).toFixed(0)} MB`,
			`${outcome.cpu.toFixed(1)} s`,
		];
	});
}

function table(heads: string[], rows: string[][]): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The targets of several runs side by side, as Markdown. */
export function reportTargets(runs: Target[][], rounds: number): string {
	const of = (index: number) => runs.map((run) => run[index]);
	return [
		`${machine()}; ${runs.length} runs in a row${rounds === 1 ? '' : `, medians of ${rounds} rounds each`}.`,
		table(
			['what', 'wanted', ...runs.map((_, index) => `run ${index + 1}`), 'holds'],
			runs[0].map(({ what, wanted }, index) => [
				what,
				wanted,
				...of(index).map(({ got }) => got),
				verdict(of(index)),
			]),
		),
	].join('\n\n');
}

function verdict(runs: Target[]): string {
	if (runs.some(({ holds }) => holds === undefined)) return '–';
	return runs.every(({ holds }) => holds) ? 'yes' : '**no**';
}

const machine = () =>
	`Measured on ${new Date().toISOString().slice(0, 10)}: Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB`;

/** Puts results into README.md, between the two marks of that name; what is written around them stays. */
export function keepInReadme(name: 'results' | 'targets', results: string): void {
	const [begin, end] = [`<!-- ${name}, written by bench.ts -->`, `<!-- end of the ${name} -->`];
	const text = readFileSync(README, 'utf8');
	const [before, after] = [text.split(begin)[0], text.split(end)[1]];
	if (after === undefined) throw new Error(`bench/README.md has lost its marks ${begin} and ${end}`);
	writeFileSync(README, `${before}${begin}\n\n${results}\n\n${end}${after}`);
}
