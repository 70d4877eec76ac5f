import type { IDataObject } from 'n8n-workflow';
import { toWireId, type Id } from '../../api/ids';
import { joinedBetween, type Joined } from '../../api/reading/membersJoined';
import { mergeByCustomer, type MergedCustomer } from '../../api/reading/mergeByCustomer';
import { membersByCustomer } from '../../api/reading/sideBySide';
import type { Membership } from '../../api/types';
import { addToGroup } from '../membership/addToGroup';
import { Failures } from '../membership/failures';
import { Memberships } from '../membership/memberships';
import { removeFromGroup } from '../membership/removeFromGroup';
import type { Failure } from '../run/results';
import type { Run } from '../run/run';
import { counted } from '../run/summary';
import { isInShare, type Share } from './share';

/** Which members of one group go into another. */
export interface CopyChoice {
	item: number;
	from: Id;
	to: Id;
	/** The members who are not in, or also in, another group; undefined for all. */
	condition?: { which: 'notIn' | 'alsoIn'; group: Id };
	joined: Joined;
	share: Share;
	dryRun: boolean;
	removeFromSource: boolean;
}

/** Customers that are written together, so that what is held of the groups does not grow with them. */
const PART = 10_000;
/** The most customers that failed who are told one by one. */
const MOST_LISTED = 1_000;

/**
 * Copies members of one group into another. The groups are read in the order of customers and walked side by side, so
 * that only a page of each is held. Whoever is in the target already is not sent. Whoever was chosen and is in the target
 * then leaves the first group at the end, if asked for: pages of a group must not move while it is read.
 * @returns the summary, and why customers failed, as far as they are told one by one
 */
export async function copyMembers(
	run: Run,
	choice: CopyChoice,
): Promise<{ summary: IDataObject; failures: Failure[] }> {
	const copy = new Copy(run, choice);
	await copy.all();
	return { summary: copy.summary, failures: copy.listed };
}

class Copy {
	readonly listed: Failure[] = [];
	private members = 0;
	private chosen = 0;
	private alreadyMembers = 0;
	private added = 0;
	private removed = 0;
	private failed = 0;
	/** Chosen customers who are not in the target yet. */
	private toAdd: Id[] = [];
	/** Those who are there, and leave the first group: some ten bytes for each, as lists with commas. */
	private readonly leaving: string[] = [];
	private toLeave: Id[] = [];
	private readonly joined: (membership: Membership) => boolean;

	constructor(
		private readonly run: Run,
		private readonly choice: CopyChoice,
	) {
		this.joined = joinedBetween(choice.joined);
		if (!choice.dryRun) run.summary.counting(() => this.added);
	}

	async all(): Promise<void> {
		const { run, choice } = this;
		const groups = [choice.from, choice.to, ...(choice.condition ? [choice.condition.group] : [])];
		// A group that is gone may answer as an empty one would.
		for (const group of groups) run.groupNames.set(group, (await run.groups.withId(group)).name);
		const lists = groups.map((group) => membersByCustomer(run.send, run.settings.concurrency, group));
		for await (const merged of mergeByCustomer(...lists)) {
			for (const customer of merged) this.look(customer);
			if (this.toAdd.length >= PART) await this.add();
		}
		if (this.members === 0) await run.existence.assertExistsAfterEmptyAnswer(choice.from);
		await this.add();
		this.leave([], 0);
		const notAdded = this.failed;
		for (const customers of this.leaving) await this.remove(customers.split(','));
		const notRemoved = this.failed - notAdded;
		if (notRemoved > 0)
			run.summary.warn(
				`${counted(notRemoved, 'customer', 'customers')} could not be removed from ${run.describeGroup(choice.from)}: the failed items say why.`,
			);
	}

	get summary(): IDataObject {
		const { from, to, dryRun, removeFromSource } = this.choice;
		const { members, chosen, alreadyMembers, added, failed, removed } = this;
		return {
			listId: toWireId(from),
			toListId: toWireId(to),
			dryRun,
			members,
			chosen,
			alreadyMembers,
			added,
			failed,
			...(removeFromSource ? { removed } : {}),
		};
	}

	private look({ customerId, memberships: [source, target, other] }: MergedCustomer): void {
		if (!source) return;
		this.members += 1;
		if (!this.isChosen(source, other)) return;
		this.chosen += 1;
		const customer = String(customerId);
		if (target) {
			this.alreadyMembers += 1;
			this.leave([customer]);
		} else this.toAdd.push(customer);
	}

	private isChosen(source: Membership, other: Membership | undefined): boolean {
		const { condition, share } = this.choice;
		if (condition && (condition.which === 'alsoIn') !== (other !== undefined)) return false;
		return this.joined(source) && isInShare(String(source.customerId), share);
	}

	private async add(): Promise<void> {
		const { run, choice } = this;
		const customers = this.toAdd;
		this.toAdd = [];
		if (choice.dryRun) {
			this.added += customers.length;
			this.leave(customers);
			return;
		}
		const memberships = new Memberships(run, choice.to, customers);
		const failures = this.failuresOf(choice.to, customers);
		try {
			await addToGroup(run, memberships, failures);
		} finally {
			// A run that stops in the middle says how many were added.
			this.added += memberships.size;
		}
		run.summary.refused += failures.refused.size;
		this.fail(failures);
		this.leave(customers.filter((customer) => memberships.get(customer) !== undefined));
	}

	private leave(customers: Id[], part = PART): void {
		if (!this.choice.removeFromSource) return;
		for (const customer of customers) this.toLeave.push(customer);
		if (this.toLeave.length <= part) return;
		this.leaving.push(this.toLeave.join(','));
		this.toLeave = [];
	}

	private async remove(customers: Id[]): Promise<void> {
		const { run, choice } = this;
		if (choice.dryRun) {
			this.removed += customers.length;
			return;
		}
		const removed = new Set<Id>();
		const failures = this.failuresOf(choice.from, customers);
		try {
			await removeFromGroup(run, customers, failures, removed);
		} finally {
			this.removed += removed.size;
			run.summary.customersRemoved += removed.size;
		}
		this.fail(failures);
	}

	private failuresOf(listId: Id, customers: Id[]): Failures {
		const { item } = this.choice;
		return new Failures(this.run, {
			listId,
			entries: {
				*[Symbol.iterator]() {
					for (const customerId of customers) yield { item, customerId };
				},
			},
		});
	}

	private fail({ refused, group: { listId } }: Failures): void {
		this.failed += refused.size;
		for (const [customerId, cause] of refused)
			if (this.listed.length < MOST_LISTED) this.listed.push({ cause, customerId, listId });
	}
}
