import { cpus, totalmem } from 'node:os';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases, titleOf, type Case } from './cases';
import type { Findings } from './findings';
import type { Way } from './jobs';
import type { PackageFigures } from './package';
import { targets } from './targets';

const README = join(__dirname, 'README.md');
const [BEGIN, END] = ['<!-- results, written by bench.ts -->', '<!-- end of the results -->'];

const NAMES: Record<Way, string> = {
	plain: 'plain loop',
	helper: 'plain loop, n8n’s HTTP helper',
	httpRequest: 'HTTP Request node',
	ours: '**this node**',
	expressions: 'the bare expressions',
};

/** The results as Markdown. */
export function report(findings: Findings, pack: PackageFigures, rounds: number): string {
	const measured = cases.filter((each) => findings.has(each));
	return [
		`Measured on ${new Date().toISOString().slice(0, 10)}: Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB; ${rounds === 1 ? 'one round' : `medians of ${rounds} rounds, the contenders taking turns`}.`,
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
			['', 'time to load', 'unpacked'],
			[
				['**this package**', `${pack.load.toFixed(0)} ms`, `${(pack.size / 1000).toFixed(0)} kB`],
				...(pack.loadOfHttpRequest === undefined
					? []
					: [['HTTP Request node', `${pack.loadOfHttpRequest.toFixed(0)} ms`, '']]),
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

/** Puts the results into README.md, between its two marks; what is written around them stays. */
export function keepInReadme(results: string): void {
	const text = readFileSync(README, 'utf8');
	const [before, after] = [text.split(BEGIN)[0], text.split(END)[1]];
	if (after === undefined) throw new Error(`bench/README.md has lost its marks ${BEGIN} and ${END}`);
	writeFileSync(README, `${before}${BEGIN}\n\n${results}\n\n${END}${after}`);
}
