import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cases, casesOfGrowth, titleOf, type Case } from './cases';
import { isInstalled } from './contenders/httpRequest';
import { Findings } from './findings';
import { plotGrowth } from './growthPlot';
import type { Way } from './jobs';
import { measure, startSandbox, type Outcome } from './measuring';
import { build, measurePackage } from './package';
import { keepInReadme, report, reportTargets } from './report';
import { casesOfTargets, targets, type Target } from './targets';

const { values } = parseArgs({
	options: {
		quick: { type: 'boolean', default: false },
		rounds: { type: 'string' },
		/** Only what there are targets for, three runs in a row. */
		targets: { type: 'boolean', default: false },
		/** Only cases with this in their title. */
		only: { type: 'string' },
	},
});

const folder = join(__dirname, '.out');
const RUNS_IN_A_ROW = 3;

async function main(): Promise<void> {
	mkdirSync(folder, { recursive: true });
	if (values.targets) return await measureTargets(Number(values.rounds ?? 3));
	const { quick, only } = values;
	const rounds = Number(values.rounds ?? (quick ? 1 : 3));
	const chosen = [...cases, ...casesOfGrowth].filter(
		(each) => (!quick || each.quick) && (!only || titleOf(each.job).includes(only)),
	);
	build();
	if (!isInstalled())
		console.log('HTTP Request node: skipped; run `npm run demo` first, which installs n8n.\n');
	const findings = await measureAll(chosen, rounds);
	const results = report(findings, measurePackage(Math.max(3, rounds)), rounds);
	console.log(`\n${results}`);
	if (quick || only) return;
	keepInReadme('results', results);
	plotGrowth(findings);
	console.log('\nKept in bench/README.md and bench/growth.svg.');
}

async function measureTargets(rounds: number): Promise<void> {
	build();
	const runs: Target[][] = [];
	for (let run = 1; run <= RUNS_IN_A_ROW; run += 1) {
		const findings = await measureAll(casesOfTargets, rounds);
		runs.push(targets(findings, measurePackage(rounds)));
	}
	const results = reportTargets(runs, rounds);
	console.log(`\n${results}`);
	keepInReadme('targets', results);
}

/** Round after round, the contenders of a case one after the other: what disturbs the machine disturbs them alike. */
async function measureAll(chosen: Array<Pick<Case, 'job' | 'ways'>>, rounds: number): Promise<Findings> {
	const findings = new Findings();
	const sandbox = await startSandbox();
	try {
		for (let round = 1; round <= rounds; round += 1) {
			const done = new Set<string>();
			for (const { job, ways } of chosen)
				for (const way of ways.filter((each) => each !== 'httpRequest' || isInstalled())) {
					// The plot takes what the tables have measured already.
					const same = JSON.stringify([way, titleOf(job), job.latency, job.width]);
					if (done.has(same)) continue;
					done.add(same);
					const known = findings.of(job, way);
					const outcome: Outcome =
						known && 'failed' in known ? known : await measure(job, way, sandbox.url, folder);
					findings.add(job, way, outcome);
					console.log(lineOf(titleOf(job), job.latency, way, outcome, round));
				}
		}
	} finally {
		sandbox.process.kill();
	}
	return findings;
}

function lineOf(title: string, latency: number, way: Way, outcome: Outcome, round: number): string {
	const said = 'failed' in outcome ? outcome.failed : `${outcome.seconds.toFixed(2)} s`;
	return `${round}  ${title}, ${latency} ms  ${way}  ${said}`;
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
