/** What is measured: one thing to get done, whoever does it. */
export type Job = { latency: number; width: number } & (
	| { does: 'export'; to: 'items' | 'file'; members: number; islands?: boolean; longIds?: boolean }
	| { does: 'add' | 'remove'; customers: number; from: Source }
	/** Members of one group who are not in another, whose members are among them, into a third. */
	| { does: 'copy'; members: number; other: number }
	/** The members of one day in the middle; `perDay` join on each. */
	| { does: 'joined'; members: number; perDay: number }
	/** Half of the customers are new. */
	| { does: 'tellNew'; customers: number; members: number; from: Source }
	| { does: 'check'; customers: number; members: number }
	| { does: 'sync'; members: number; changed: number; from: Source }
	| { does: 'identify'; people: number; tenant: number }
	| { does: 'create'; people: number }
	| { does: 'details'; members: number; openIds?: boolean }
	| { does: 'pick'; groups: number }
) & { caps?: Caps };

/** The most rows that the server gives at once, whatever it is asked for. */
interface Caps {
	memberRowCap?: number;
	customerRowCap?: number;
}

/**
 * Where customer ids stand: in items, read by the field's default `{{ $json.customerId }}` or by an expression that has
 * something to compute, or all in one list.
 */
export type Source = 'field' | 'expression' | 'list';

/**
 * Who does it: a plain keep-alive loop, the same over n8n's HTTP helper, n8n's HTTP Request node, the node of this
 * package; and, for comparison, a node that does nothing but evaluate one expression per item.
 */
export type Way = 'plain' | 'n8nHttp' | 'httpRequest' | 'ours' | 'expressions';

/** Gets a job ready; what it returns is measured, and says how many rows it got or customers it settled. */
export type Contender = (job: Job, hub: Hub) => () => Promise<number>;

/** The sandbox that the jobs are done against. */
export interface Hub {
	url: string;
	token: string;
	/** The group of the job. */
	listId: string;
	/** Where a copy goes, and the group that it leaves out. */
	targetId: string;
	otherId: string;
	/** A folder for files. */
	folder: string;
}

/** Ids of the customers that a job is about, counting up. */
export function customersOf(job: Job): number[] {
	switch (job.does) {
		case 'add':
		case 'remove':
			return countingFrom(1, job.customers);
		case 'check':
		case 'tellNew':
			// Half of them are members.
			return countingFrom(job.members - job.customers / 2 + 1, job.customers);
		case 'sync':
			return countingFrom(job.changed + 1, job.members);
		default:
			return [];
	}
}

/** How many members the group has before. */
export function membersBefore(job: Job): number {
	switch (job.does) {
		case 'export':
		case 'check':
		case 'sync':
		case 'details':
		case 'copy':
		case 'joined':
		case 'tellNew':
			return job.members;
		case 'remove':
			return job.customers;
		case 'identify':
			// A group that is not empty: who is in it takes one request, and whether it is still there none.
			return 1;
		default:
			return 0;
	}
}

/** What the job has to come to. */
export function expected(job: Job): number {
	switch (job.does) {
		case 'export':
		case 'details':
			return job.members;
		case 'identify':
		case 'create':
			return job.people;
		case 'sync':
			return job.changed;
		case 'copy':
			return job.members - job.other;
		case 'joined':
			return job.perDay;
		case 'pick':
			return job.groups;
		default:
			return job.customers;
	}
}

/** The same job, so small that it only makes everything load. */
export function warmUpOf(job: Job): Job {
	switch (job.does) {
		case 'export':
			return { ...job, members: 10, islands: false, latency: 0 };
		case 'identify':
			return { ...job, people: 10, tenant: 20, latency: 0 };
		case 'create':
			return { ...job, people: 10, latency: 0 };
		case 'details':
			return { ...job, members: 10, latency: 0 };
		case 'pick':
			return { ...job, groups: 10, latency: 0 };
		case 'sync':
			return { ...job, members: 10, changed: 1, latency: 0 };
		case 'check':
		case 'tellNew':
			return { ...job, members: 20, customers: 10, latency: 0 };
		case 'copy':
			return { ...job, members: 20, other: 10, latency: 0 };
		case 'joined':
			return { ...job, members: 20, perDay: 2, latency: 0 };
		default:
			return { ...job, customers: 10, latency: 0 };
	}
}

const countingFrom = (first: number, count: number) => Array.from({ length: count }, (_, at) => first + at);

/** The first day of a group whose members join one after the other. */
export const FIRST_DAY = '2020-01-01T00:00:00Z';

/** `yyyy-MM-dd`, UTC. */
export function dayInTheMiddle({ members, perDay }: { members: number; perDay: number }): string {
	const day = new Date(FIRST_DAY);
	day.setUTCDate(day.getUTCDate() + Math.floor(members / perDay / 2));
	return day.toISOString().slice(0, 'yyyy-MM-dd'.length);
}
