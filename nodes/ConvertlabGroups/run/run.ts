import type { IExecuteFunctions } from 'n8n-workflow';
import { Session } from '../../api/sending/session';
import { GroupDirectory } from '../../api/reading/groupDirectory';
import { connect } from '../../api/sending/connect';
import { CustomersById } from '../../api/reading/customersById';
import { requestLineBytes } from '../../api/sending/requestLine';
import { Pace } from '../../api/sending/pace';
import { Waiting } from '../../api/sending/retry';
import { Notes } from './notes';
import { Stop, type Failure } from './results';
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
	/** Sizes that the server was found to take; they only shrink. */
	readonly limits: { batchSize: number; urlBytes: number };
	/** Whether the first refusal ends the run. */
	readonly stopsAtRefusal: boolean;
	/** Ids of the groups that this run created. */
	readonly created = new Set<string>();
	readonly send: Send;
	/** Sends what finds out how a lost request ended; allowed after the run was stopped by a refusal. */
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

	/** The waiting of a write whose outcome has to be looked up between its attempts. */
	waiting(): Waiting {
		return new Waiting({ pace: this.pace, onRetry: () => (this.notes.retries += 1) });
	}

	/** Finds out what a refusal means; where it may end the run, nothing new begins meanwhile. */
	async judging<T>(judge: () => Promise<T>): Promise<T> {
		return this.stopsAtRefusal ? await this.pace.holding(judge) : await judge();
	}

	/** The first refusal of a run that stops there: what is in flight may end, and nothing new begins. */
	stop(failure: { item: number } & Failure): Stop {
		this.pace.close();
		this.stoppedBy ??= new Stop(failure);
		return this.stoppedBy;
	}

	get renewals(): number {
		return this.session.renewals;
	}

	/** How far the server's clock is ahead of this machine's, ms, to the second below. */
	get clockDifference(): number {
		return this.session.clockDifference;
	}

	/** Takes secrets out of a text. */
	get redact(): (text: string) => string {
		return this.session.secrets.redact;
	}
}
