import type { IExecuteFunctions } from 'n8n-workflow';
import { Refusal, messageOf } from '../../api/errors';
import { toWireId, type Id } from '../../api/ids';
import { CustomersById } from '../../api/reading/customersById';
import { GroupDirectory } from '../../api/reading/groupDirectory';
import { GroupExistence } from '../../api/reading/groupExistence';
import { idOfGroup } from '../../api/reading/whichGroup';
import type { Connection, Send } from '../../api/request';
import { settle } from '../../api/promises';
import { connect } from '../../api/sending/connect';
import { Pace } from '../../api/sending/pace';
import { Backoff } from '../../api/sending/backoff';
import { Session } from '../../api/sending/session';
import type { GroupChoice } from '../../api/types';
import { InvalidParameter } from '../../editor/invalidParameter';
import { Stop, type FailedOutput, type Failure } from './results';
import { RunSummary, formatCount } from './summary';

export interface Settings {
	/** Requests in flight at once. */
	concurrency: number;
	/** Customers in one request. */
	batchSize: number;
	/** Seconds per request. */
	timeout: number;
}

/** What the tasks of one node run share. */
export class Run {
	readonly groups: GroupDirectory;
	readonly existence: GroupExistence;
	readonly customers: CustomersById;
	readonly summary = new RunSummary();
	/** Sizes that the server is known to accept; they only shrink. */
	readonly limits: { batchSize: number; readonly urlBytes: number };
	/** Whether the first refusal ends the run. */
	readonly stopsAtRefusal: boolean;
	/** Ids of the groups that this run created. */
	readonly createdGroups = new Set<Id>();
	/** Names of groups of which it is not known whether this run created them. */
	readonly unconfirmedNames = new Map<string, Refusal>();
	/** Names of groups, as far as the parameters tell them. */
	readonly groupNames = new Map<Id, string>();
	/** Failures that are known before any task. */
	readonly failures: FailedOutput[] = [];
	readonly send: Send;
	/** Sends requests that find out how a lost one ended; allowed even after a refusal has stopped the run. */
	readonly verify: Send;
	private stoppedBy: Stop | undefined;

	private constructor(
		readonly context: IExecuteFunctions,
		private readonly session: Session,
		private readonly pace: Pace,
		connection: Connection,
		readonly settings: Settings,
	) {
		this.stopsAtRefusal = !context.continueOnFail();
		this.limits = {
			batchSize: settings.batchSize,
			urlBytes: session.requestLineBytes,
		};
		this.send = connection.send;
		this.verify = connection.verify;
		this.groups = new GroupDirectory(connection.send);
		this.existence = new GroupExistence(connection.verify);
		this.customers = new CustomersById(this.send, settings.concurrency, this.limits.urlBytes, (sentence) =>
			this.summary.info(sentence),
		);
	}

	static async open(context: IExecuteFunctions, settings: Settings): Promise<Run> {
		const session = await Session.open(context, settings.timeout);
		const pace = new Pace(
			settings.concurrency,
			context.getExecutionCancelSignal(),
			!context.continueOnFail(),
		);
		const run: Run = new Run(
			context,
			session,
			pace,
			connect(session, pace, () => (run.summary.retries += 1)),
			settings,
		);
		return run;
	}

	/** For a write whose outcome has to be looked up between its attempts. */
	backoff(): Backoff {
		return new Backoff({ pace: this.pace, onRetry: () => (this.summary.retries += 1) });
	}

	/** Sends smaller batches from now on, since one of so many customers was too large for the server. */
	shrinkBatches(tooMany: number): void {
		const { limits, summary } = this;
		limits.batchSize = Math.min(limits.batchSize, Math.ceil(tooMany / 2));
		summary.splits += 1;
	}

	/** Finds out what a refusal means; where it may end the run, nothing new starts meanwhile. */
	async holdingNewRequests<T>(judge: () => Promise<T>): Promise<T> {
		return this.stopsAtRefusal ? await this.pace.pauseWhile(judge) : await judge();
	}

	/** Fails an item before any task. */
	fail(failure: FailedOutput): void {
		this.failures.push(failure);
	}

	/** Ends a run that stops at its first refusal, where a stage has failed items: all of them are named. */
	endStage(): void {
		if (this.stopsAtRefusal && this.failures.length > 0) throw new Stop(firstOf(this.failures));
	}

	/** Stops the run at its first refusal: nothing new starts, and requests in flight may end. */
	stop(failure: { item: number } & Failure): Stop {
		this.pace.stopStarting();
		this.stoppedBy ??= new Stop(failure);
		return this.stoppedBy;
	}

	/**
	 * Resolves the groups that items choose to ids. Each name is looked up once per run.
	 * @returns a function that gives the id of a choice, or why there is none
	 */
	async resolveGroups(choices: Iterable<GroupChoice>): Promise<(choice: GroupChoice) => Id | Refusal> {
		const byName = new Map<string, Id | Refusal>();
		let unavailable: Refusal | undefined;
		for (const choice of choices) {
			if ('id' in choice) {
				if (choice.label !== undefined) this.groupNames.set(choice.id, choice.label);
				continue;
			}
			if (byName.has(choice.name)) continue;
			const id = unavailable ?? (await settle(idOfGroup(this.groups, choice)));
			byName.set(choice.name, id);
			if (!(id instanceof Refusal)) this.groupNames.set(id, choice.name);
			// The same list would be asked for again, for each name.
			else if (id.affectsEveryRequest) unavailable = id;
		}
		return (choice) => ('id' in choice ? choice.id : byName.get(choice.name)!);
	}

	get renewals(): number {
		return this.session.renewals;
	}

	/** How far the server's clock is ahead of this machine's, in ms, by its last answer. */
	get clockDifference(): number {
		return this.session.clockDifference;
	}

	/** The name of a group, read once per run; `null` for one that is gone. Throws a Refusal. */
	async groupName(listId: Id): Promise<string | null> {
		const id = toWireId(listId);
		return (await this.groups.namesOf([id])).get(id) ?? null;
	}

	/** The group in a sentence: `group “金卡会员” (ID 1)`, or `group 1` where its name is not known. */
	describeGroup(listId: Id): string {
		const name = this.groupNames.get(listId);
		return name === undefined ? `group ${listId}` : `group “${name}” (ID ${listId})`;
	}
}

const MOST_NAMED = 20;

/** The first failure by item, with a description that names the others. */
function firstOf(failures: FailedOutput[]): FailedOutput {
	const inOrder = failures.toSorted((one, other) => one.item - other.item);
	const [first] = inOrder;
	if (inOrder.length === 1 || isNobodysFault(inOrder)) return first;
	const named = inOrder
		.slice(0, MOST_NAMED)
		.map((failure) => {
			const who = customerOf(failure);
			return who === undefined ? `item ${failure.item}` : `“${who}” (item ${failure.item})`;
		})
		.join(', ');
	const more = inOrder.length - MOST_NAMED;
	const all = `${formatCount(inOrder.length)} were refused in all: ${named}${more > 0 ? ` and ${formatCount(more)} more` : ''}.`;
	return { ...first, cause: withMore(first.cause, all) };
}

const customerOf = ({ customer, customerId, cause }: FailedOutput) =>
	customer ?? customerId ?? (cause instanceof InvalidParameter ? cause.customer : undefined);

/** Whether one thing has failed them all that is no customer's own: their group, or the credential. */
function isNobodysFault(failures: FailedOutput[]): boolean {
	const said = messageOf(failures[0].cause);
	return failures.every((failure) => {
		const who = customerOf(failure);
		return who !== undefined && messageOf(failure.cause) === said && !said.includes(String(who));
	});
}

function withMore(cause: unknown, sentence: string): unknown {
	if (!(cause instanceof Refusal) && !(cause instanceof InvalidParameter)) return cause;
	return cause.with({ description: [sentence, cause.description].filter(Boolean).join(' ') });
}
