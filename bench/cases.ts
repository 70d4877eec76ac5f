import type { Job, Way } from './jobs';

export interface Case {
	job: Job;
	ways: Way[];
	/** What `--quick` measures. */
	quick: boolean;
}

const K = 1_000;
const M = 1_000_000;
/** As wide as the node is unless its user says otherwise. */
const USUAL = 4;
const WIDE = 8;
/** Above this the HTTP Request node takes minutes and gigabytes for what is known after one time. */
const ENOUGH_BY_HAND = 10 * K;

/** Every export is compared eight wide, as the node's option says for a server that allows it. */
const exporting = [100 * K, M].flatMap((members) =>
	(['items', 'file'] as const).flatMap((to) =>
		[0, 50, 100, 200].map((latency): Case => ({
			job: { does: 'export', to, members, latency, width: WIDE },
			ways: ['plain', 'httpRequest', 'ours'],
			quick: members < M && latency === 100,
		})),
	),
);

/** Members whose ids lie in thirty islands far apart: the worst there is for reading side by side. */
const islands: Case = {
	job: { does: 'export', to: 'items', members: 300 * K, islands: true, latency: 100, width: WIDE },
	ways: ['plain', 'ours'],
	quick: false,
};

const longIds: Case = {
	job: { does: 'export', to: 'items', members: M, longIds: true, latency: 0, width: WIDE },
	ways: ['plain', 'ours'],
	quick: false,
};

const changing = (['add', 'remove'] as const).flatMap((does) =>
	[10 * K, 100 * K].flatMap((customers) =>
		(['list', 'field', 'expression'] as const).map((from): Case => ({
			job: { does, customers, from, latency: 0, width: USUAL },
			ways: [
				'plain',
				...(does === 'add' && from === 'list' ? ['n8nHttp' as const] : []),
				...(customers <= ENOUGH_BY_HAND && from === 'expression' ? ['httpRequest' as const] : []),
				'ours',
				...(does === 'add' && from === 'expression' ? ['expressions' as const] : []),
			],
			quick: does === 'add' && customers <= 10 * K && from !== 'field',
		})),
	),
);

const checking: Case = {
	job: { does: 'check', customers: 5 * K, members: 100 * K, latency: 0, width: USUAL },
	ways: ['plain', 'httpRequest', 'ours'],
	quick: true,
};

const syncing = [0, 5 * K].flatMap((changed) =>
	(['list', 'field'] as const).map((from): Case => ({
		// As many join as leave: 5,000 each are 1 % of a million.
		job: { does: 'sync', members: M, changed, from, latency: 0, width: USUAL },
		ways: ['plain', 'ours'],
		quick: false,
	})),
);

const picking: Case = {
	job: { does: 'pick', groups: 5 * K, latency: 0, width: USUAL },
	ways: ['plain', 'ours'],
	quick: true,
};

const identifying = [20 * K, M].flatMap((tenant) =>
	[100, 5 * K, 50 * K]
		.filter((people) => people <= tenant)
		.flatMap((people) =>
			[0, 50].map((latency): Case => ({
				job: { does: 'identify', people, tenant, latency, width: USUAL },
				ways: people <= 5 * K ? ['plain', 'httpRequest', 'ours'] : ['ours'],
				quick: people === 100,
			})),
		),
);

const creating: Case = {
	job: { does: 'create', people: 5 * K, latency: 0, width: USUAL },
	ways: ['plain', 'ours'],
	quick: false,
};

const withFields = [100 * K, M].map((members): Case => ({
	job: { does: 'details', members, latency: 0, width: USUAL },
	ways: ['plain', 'ours'],
	quick: false,
}));

const withOpenIds: Case = {
	job: { does: 'details', members: 100 * K, openIds: true, latency: 0, width: USUAL },
	ways: ['plain', 'ours'],
	quick: false,
};

const copying = [
	[100 * K, 50 * K],
	[M, 500 * K],
].map(([members, other]): Case => ({
	job: { does: 'copy', members, other, latency: 0, width: USUAL },
	ways: ['plain', 'ours'],
	quick: members < M,
}));

/** Of a million who joined in a thousand days. */
const ofOneDay: Case = {
	job: { does: 'joined', members: M, perDay: K, latency: 50, width: USUAL },
	ways: ['plain', 'ours'],
	quick: true,
};

const telling: Case = {
	job: { does: 'tellNew', customers: 10 * K, members: 100 * K, from: 'list', latency: 0, width: USUAL },
	ways: ['plain', 'ours'],
	quick: true,
};

/** A server that gives few rows at once, as some have been seen to. */
const capped: Case[] = [
	...[100, K].map((memberRowCap): Case => ({
		job: { does: 'export', to: 'items', members: 100 * K, latency: 0, width: USUAL, caps: { memberRowCap } },
		ways: ['plain', 'ours'],
		quick: false,
	})),
	{
		job: {
			does: 'identify',
			people: 5 * K,
			tenant: 20 * K,
			latency: 0,
			width: USUAL,
			caps: { customerRowCap: 100 },
		},
		ways: ['plain', 'ours'],
		quick: false,
	},
	{
		job: { does: 'details', members: 100 * K, latency: 0, width: USUAL, caps: { customerRowCap: 100 } },
		ways: ['plain', 'ours'],
		quick: false,
	},
];

const ofPeople = [...identifying, creating, ...withFields];

export const cases: Case[] = [
	...[...exporting, islands, longIds, ofOneDay],
	...[...changing, telling, checking, ...syncing, ...copying, picking],
	...[...ofPeople, withOpenIds, ...capped],
];

export const SIZES = [1 * K, 10 * K, 100 * K, M];

/** What the plot of growth shows, one line each; the lines of the plain loop are drawn beside. */
export const growing: Array<{ label: string; at: (members: number) => Job }> = [
	{
		label: 'Get Many, all',
		at: (members) => ({ does: 'export', to: 'items', members, latency: 0, width: WIDE }),
	},
	{
		label: 'Add to Group, from a list',
		at: (customers) => ({ does: 'add', customers, from: 'list', latency: 0, width: USUAL }),
	},
	{
		label: 'Sync Group, nothing to change',
		at: (members) => ({ does: 'sync', members, changed: 0, from: 'list', latency: 0, width: USUAL }),
	},
];

export const casesOfGrowth: Case[] = growing.flatMap(({ at }) =>
	SIZES.map((size): Case => ({ job: at(size), ways: ['plain', 'ours'], quick: false })),
);

const figure = (count: number) => count.toLocaleString('en-US');

/** What is done, in words. */
export function titleOf(job: Job): string {
	const caps = Object.values(job.caps ?? {}).map((rows) => `, at most ${figure(rows)} rows at once`);
	return whatIsDone(job) + caps.join('');
}

function whatIsDone(job: Job): string {
	const from = { list: 'a list', field: 'items', expression: 'items, an expression that computes' };
	switch (job.does) {
		case 'export':
			return `Export ${figure(job.members)} to ${job.to === 'items' ? 'items' : 'a CSV file'}${job.islands ? ', ids in 30 islands' : ''}${job.longIds ? ', ids of 19 digits' : ''}`;
		case 'add':
		case 'remove':
			return `${job.does === 'add' ? 'Add' : 'Remove'} ${figure(job.customers)} from ${from[job.from]}`;
		case 'check':
			return `Check ${figure(job.customers)} in a group of ${figure(job.members)}`;
		case 'sync':
			return `Sync ${figure(job.members)} from ${from[job.from]}, ${job.changed === 0 ? 'nothing to change' : `${figure(job.changed)} to add and to remove`}`;
		case 'identify':
			return `Identify ${figure(job.people)} people of ${figure(job.tenant)}`;
		case 'create':
			return `Create ${figure(job.people)} people and add them`;
		case 'details':
			return `Read ${figure(job.members)} members with ${job.openIds ? 'OpenIDs' : 'fields'}`;
		case 'copy':
			return `Copy ${figure(job.members)}, except ${figure(job.other)} who are in another group`;
		case 'joined':
			return `Read the ${figure(job.perDay)} of one day of ${figure(job.members)} members`;
		case 'tellNew':
			return `Add ${figure(job.customers)} to a group of ${figure(job.members)}, and tell who is new`;
		case 'pick':
			return `Open the group picker, ${figure(job.groups)} groups`;
	}
}
