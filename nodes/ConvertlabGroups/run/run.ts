import type { IExecuteFunctions } from 'n8n-workflow';
import { Session } from '../../api/sending/session';
import { GroupDirectory } from '../../api/reading/groupDirectory';
import { connect } from '../../api/sending/connect';
import { CustomersById } from '../../api/reading/customersById';
import { requestLineBytes } from '../../api/sending/requestLine';
import { Pace } from '../../api/sending/pace';
import { Waiting } from '../../api/sending/retry';
import { Notes } from './notes';
import { Stop, type FailedOutput, type Failure } from './results';
import type { Refusal } from '../../api/errors';
import type { Connection, Send } from '../../api/request';

export interface Settings {
	/** Requests in flight at once. */
	width: number;
	/** Customers in one request. */
	batchSize: number;
	/** Seconds per request. */
	timeout: number;
}

/** What the works of one node run share. */
export class Run {
	readonly groups: GroupDirectory;
	readonly customers: CustomersById;
	readonly notes = new Notes();
	/** Sizes that the server is known to accept; they only shrink. */
	readonly limits: { batchSize: number; urlBytes: number };
	/** Whether the first refusal ends the run. */
	readonly stopsAtRefusal: boolean;
	/** Ids of the groups that this run created. */
	readonly created = new Set<string>();
	/** Names of groups of which it is not known whether this run created them. */
	readonly notKnown = new Map<string, Refusal>();
	/** Failures that are known before any work. */
	readonly failures: FailedOutput[] = [];
	readonly send: Send;
	/** Sends requests that find out how a lost one ended; allowed even after a refusal has stopped the run. */
	readonly ask: Send;
	private stoppedBy: Stop | undefined;

	private constructor(
		readonly host: IExecuteFunctions,
		private readonly session: Session,
		private readonly pace: Pace,
		connection: Connection,
		readonly settings: Settings,
	) {
		this.stopsAtRefusal = !host.continueOnFail();
		this.limits = {
			batchSize: settings.batchSize,
			urlBytes: requestLineBytes(session),
		};
		this.send = connection.send;
		this.ask = connection.verify;
		this.groups = new GroupDirectory(connection);
		this.customers = new CustomersById(this.send, settings.width, this.limits.urlBytes, (sentence) =>
			this.notes.say(sentence),
		);
	}

	static async open(host: IExecuteFunctions, settings: Settings): Promise<Run> {
		const session = await Session.open(host, settings.timeout);
		const pace = new Pace(settings.width, host.getExecutionCancelSignal());
		const run: Run = new Run(
			host,
			session,
			pace,
			connect(session, pace, () => (run.notes.retries += 1)),
			settings,
		);
		return run;
	}

	/** For a write whose outcome has to be looked up between its attempts. */
	waiting(): Waiting {
		return new Waiting({ pace: this.pace, onRetry: () => (this.notes.retries += 1) });
	}

	/** Finds out what a refusal means; where it may end the run, nothing new starts meanwhile. */
	async judging<T>(judge: () => Promise<T>): Promise<T> {
		return this.stopsAtRefusal ? await this.pace.holding(judge) : await judge();
	}

	/** Fails an item before any work; ends a run that stops at its first refusal. */
	fail(failure: FailedOutput): void {
		if (this.stopsAtRefusal) throw new Stop(failure);
		this.failures.push(failure);
	}

	/** Stops the run at its first refusal: nothing new starts, and requests in flight may end. */
	stop(failure: { item: number } & Failure): Stop {
		this.pace.close();
		this.stoppedBy ??= new Stop(failure);
		return this.stoppedBy;
	}

	get renewals(): number {
		return this.session.renewals;
	}

	/** How far the server's clock is ahead of this machine's, in ms, rounded down to a second. */
	get clockDifference(): number {
		return this.session.clockDifference;
	}

	/** Hides the secrets in a text. */
	get redact(): (text: string) => string {
		return this.session.secrets.redact;
	}
}
