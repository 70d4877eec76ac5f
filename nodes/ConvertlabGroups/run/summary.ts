import type { NodeExecutionHint } from 'n8n-workflow';
import { capital } from '../../api/quote';

const MANY_RENEWALS = 3;

/** What a run counts: one thing, such as customers that were added. */
export interface Progress {
	one: string;
	many: string;
	/** `added`, as in “3 customers were added”. */
	verb: string;
	/** Whether it changes nothing, so that an error need not say what was kept. */
	isRead?: true;
}

/** What the user is told once about a run, in the output pane or in the error. */
export class RunSummary {
	/** Requests sent again after a busy server or a broken connection. */
	retries = 0;
	/** Batches that were too large for the server. */
	splits = 0;
	progress: Progress = { one: 'item', many: 'items', verb: 'done' };
	/** How many of them failed. */
	refused = 0;
	/** Customers that were created in DM Hub on the way. */
	customersCreated = 0;
	/** Customers that left the group they were copied from. */
	customersRemoved = 0;
	private readonly counts: Array<() => number> = [];
	private readonly infos = new Set<string>();
	private readonly warnings = new Set<string>();

	/** How many were done, as an operation counts them while it works. */
	counting(count: () => number): void {
		this.counts.push(count);
	}

	private get done(): number {
		return this.counts.reduce((sum, count) => sum + count(), 0);
	}

	/** Says a sentence once. */
	info(sentence: string): void {
		this.infos.add(sentence);
	}

	/** Warns of something once. */
	warn(sentence: string): void {
		this.warnings.add(sentence);
	}

	/** What was done before the run stopped, for the error's description. */
	soFar(): string {
		const { one, many, verb, isRead } = this.progress;
		const keptCustomers = (count: number, how: string) =>
			count > 0 ? [kept(count, 'customer', 'customers', how)] : [];
		const done = this.done > 0 ? kept(this.done, one, many, verb) : `No ${many} were ${verb} before this.`;
		return [
			...keptCustomers(this.customersCreated, 'created'),
			...(isRead ? [] : [done]),
			...keptCustomers(this.customersRemoved, 'removed'),
		].join(' ');
	}

	hints(renewals: number): NodeExecutionHint[] {
		const { many, verb } = this.progress;
		const { done, refused, retries, splits } = this;
		const hints: NodeExecutionHint[] = [];
		const hint = (message: string, type: 'info' | 'warning' = 'info') =>
			hints.push({ message, type, location: 'outputPane' });
		if (refused > 0)
			hint(
				`${capital(verb)} ${formatCount(done)} of ${formatCount(done + refused)} ${many}; ${formatCount(refused)} ${refused === 1 ? 'was refused, with' : 'were refused, each with'} the reason in its “error”.`,
				'warning',
			);
		for (const sentence of this.warnings) hint(sentence, 'warning');
		for (const sentence of this.infos) hint(sentence);
		if (retries > 0)
			hint(
				`DM Hub was busy or unreachable, or an answer was lost: ${counted(retries, 'request', 'requests')} had to be repeated, and succeeded unless an item says otherwise.`,
			);
		if (splits > 0)
			hint(
				`${counted(splits, 'batch', 'batches')} exceeded DM Hub’s limit for one request and ${splits === 1 ? 'was' : 'were'} split.`,
			);
		if (renewals > MANY_RENEWALS)
			hint(
				`The access token had to be renewed ${renewals} times: another system probably uses the same App ID. Create a separate application for n8n in DM Hub.`,
				'warning',
			);
		return hints;
	}
}

function kept(count: number, one: string, many: string, verb: string): string {
	const were = count === 1 ? 'was' : 'were';
	return `${counted(count, one, many)} ${were} ${verb} before this, and ${were} kept.`;
}

export const formatCount = (count: number): string => count.toLocaleString('en-US');

/** `1 customer`, `2,000 customers`. */
export const counted = (count: number, one: string, many: string): string =>
	`${formatCount(count)} ${count === 1 ? one : many}`;
