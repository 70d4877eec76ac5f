import type { Case } from './cases';
import type { Findings } from './findings';
import type { Job } from './jobs';
import type { PackageFigures } from './package';

export interface Target {
	what: string;
	wanted: string;
	got: string;
	/** Whether it holds; undefined when it was not measured. */
	holds?: boolean;
}

const reading = (latency: number): Job => ({
	does: 'export',
	to: 'items',
	members: 1_000_000,
	latency,
	width: 8,
});
const adding = (from: 'list' | 'expression'): Job => ({
	does: 'add',
	customers: 100_000,
	from,
	latency: 0,
	width: 4,
});
const islands: Job = { ...reading(100), members: 300_000, islands: true } as Job;
const unchanged: Job = { does: 'sync', members: 1_000_000, changed: 0, from: 'list', latency: 0, width: 4 };
const identifying = (people: number, tenant: number, latency: number): Job => ({
	does: 'identify',
	people,
	tenant,
	latency,
	width: 4,
});
const ofTenant = (latency: number) => identifying(5_000, 20_000, latency);
/** Fewer people than pages of customers: each is looked up. */
const fewOfMany = identifying(100, 1_000_000, 50);
const manyOfMany = identifying(50_000, 1_000_000, 50);
const longIds: Job = { ...reading(0), longIds: true } as Job;
const copying = (members: number, other: number): Job => ({
	does: 'copy',
	members,
	other,
	latency: 0,
	width: 4,
});
const copyOfMany = copying(1_000_000, 500_000);
const copyOfFew = copying(100_000, 50_000);
const oneDay: Job = { does: 'joined', members: 1_000_000, perDay: 1_000, latency: 50, width: 4 };
const tellNew: Job = {
	does: 'tellNew',
	customers: 10_000,
	members: 100_000,
	from: 'list',
	latency: 0,
	width: 4,
};
const withFields = (members: number): Job => ({ does: 'details', members, latency: 0, width: 4 });

/** All that has to be measured for the targets. */
export const casesOfTargets: Array<Pick<Case, 'job' | 'ways'>> = [
	{ job: reading(100), ways: ['plain', 'ours'] },
	{ job: reading(0), ways: ['plain', 'ours'] },
	{ job: longIds, ways: ['plain', 'ours'] },
	{ job: islands, ways: ['plain', 'ours'] },
	{ job: oneDay, ways: ['ours'] },
	{ job: copyOfFew, ways: ['ours'] },
	{ job: copyOfMany, ways: ['plain', 'ours'] },
	{ job: tellNew, ways: ['plain', 'ours'] },
	{ job: adding('list'), ways: ['plain', 'n8nHttp', 'ours'] },
	{ job: adding('expression'), ways: ['plain', 'expressions', 'ours'] },
	{ job: unchanged, ways: ['ours'] },
	{ job: ofTenant(0), ways: ['httpRequest', 'ours'] },
	{ job: ofTenant(50), ways: ['httpRequest', 'ours'] },
	{ job: fewOfMany, ways: ['plain', 'ours'] },
	{ job: manyOfMany, ways: ['ours'] },
	{ job: withFields(100_000), ways: ['plain', 'ours'] },
	{ job: withFields(1_000_000), ways: ['plain', 'ours'] },
];

const times = (ratio: number | undefined) => (ratio === undefined ? 'not measured' : `${ratio.toFixed(2)} ×`);

/** What the node is meant to reach, and whether it does. Ratios are medians of runs side by side. */
export function targets(findings: Findings, pack: PackageFigures): Target[] {
	const atMost = (what: string, most: number, ratio: number | undefined): Target => ({
		what,
		wanted: `≤ ${most} ×`,
		got: times(ratio),
		holds: ratio === undefined ? undefined : ratio <= most,
	});
	const loading = pack.loadOfHttpRequest && pack.load / pack.loadOfHttpRequest;
	const atLeast = (what: string, least: number, ratio: number | undefined): Target => ({
		what,
		wanted: `≥ ${least} ×`,
		got: times(ratio),
		holds: ratio === undefined ? undefined : ratio >= least,
	});
	const memory = (what: string, most: number, peak: number | undefined): Target => ({
		what,
		wanted: `≤ ${most} MB`,
		got: peak === undefined ? 'not measured' : `${(peak / 1e6).toFixed(0)} MB`,
		holds: peak === undefined ? undefined : peak <= most * 1e6,
	});
	const requests = findings.requests(oneDay, 'ours');
	return [
		atLeast(
			'Reading 1,000,000 members, 100 ms, 8 in flight: faster than the plain loop',
			4,
			findings.ratio(reading(100), 'plain', reading(100), 'ours'),
		),
		atMost(
			'Reading 1,000,000 members without latency: time of the plain loop',
			1.15,
			findings.ratio(reading(0), 'ours', reading(0), 'plain'),
		),
		atMost(
			'The same with ids of 19 digits: time of the plain loop that keeps them exact',
			1.15,
			findings.ratio(longIds, 'ours', longIds, 'plain'),
		),
		{
			what: 'Reading the members of one day of 1,000,000',
			wanted: '≤ 40 requests',
			got: requests === undefined ? 'not measured' : `${requests} requests`,
			holds: requests === undefined ? undefined : requests <= 40,
		},
		atMost(
			'Reading 300,000 members in 30 islands, 100 ms: time of the plain loop',
			1.3,
			findings.ratio(islands, 'ours', islands, 'plain'),
		),
		atMost(
			'Adding 100,000 from a list: time of the plain loop over n8n’s HTTP helper, as wide',
			1.3,
			findings.ratio(adding('list'), 'ours', adding('list'), 'n8nHttp'),
		),
		{
			what: 'That loop: time of the same without n8n’s HTTP helper',
			wanted: 'for comparison',
			got: times(findings.ratio(adding('list'), 'n8nHttp', adding('list'), 'plain')),
		},
		atMost(
			'Adding 100,000 from items: time of the plain loop and of the bare expressions',
			1.3,
			findings.ratio(adding('expression'), 'ours', adding('expression'), 'plain', 'expressions'),
		),
		atMost(
			'Adding 10,000 to a group of 100,000 and telling who is new: time of the plain loop, as wide',
			1.3,
			findings.ratio(tellNew, 'ours', tellNew, 'plain'),
		),
		atMost(
			'Copying 1,000,000 less 500,000: time of a plain loop that holds the ids of all',
			1.3,
			findings.ratio(copyOfMany, 'ours', copyOfMany, 'plain'),
		),
		memory(
			'Copying 1,000,000 less 500,000: peak memory above that for a tenth',
			20,
			findings.peakAbove(copyOfMany, copyOfFew, 'ours'),
		),
		atMost(
			'Sync of 1,000,000, nothing to change: time of reading them in the plain loop',
			1.3,
			findings.ratio(unchanged, 'ours', reading(0), 'plain'),
		),
		...[0, 50].map((latency) =>
			atLeast(
				`Identifying 5,000 people of 20,000, ${latency} ms: faster than the HTTP Request node, one request each`,
				20,
				findings.ratio(ofTenant(latency), 'httpRequest', ofTenant(latency), 'ours'),
			),
		),
		atMost(
			'Identifying 100 people of 1,000,000, 50 ms: time of the plain loop, as wide',
			1.2,
			findings.ratio(fewOfMany, 'ours', fewOfMany, 'plain'),
		),
		memory(
			'Identifying 50,000 people of 1,000,000: peak memory above that for 100',
			150,
			findings.peakAbove(manyOfMany, fewOfMany, 'ours'),
		),
		...[100_000, 1_000_000].map((members) =>
			atMost(
				`Reading ${members.toLocaleString('en-US')} members with fields: time of the plain loop, as wide`,
				1.3,
				findings.ratio(withFields(members), 'ours', withFields(members), 'plain'),
			),
		),
		{
			what: 'Loading the package: time that n8n takes to load its HTTP Request node',
			wanted: '< 0.1 ×',
			got: times(loading),
			holds: loading === undefined ? undefined : loading < 0.1,
		},
	];
}
