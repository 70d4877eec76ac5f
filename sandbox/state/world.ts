import { Faults } from '../wire/faults';
import { settings, usualQuirks, type Quirks } from '../switches';
import { RequestLog } from '../wire/requestLog';
import { seededRandom } from './seededRandom';
import { Store } from './store';
import { Tokens, type App } from './tokens';

export interface SandboxOptions {
	/** 0 (default) takes a free one. */
	port?: number;
	/** ms before every answer. */
	latency?: number;
	quirks?: Partial<Quirks>;
	apps?: App[];
	/** After so many requests since the last reset everything is refused; default 20,000, null for no limit. */
	requestLimit?: number | null;
	/** A token that always works. */
	accessToken?: string;
}

export interface Message {
	at: number;
	/** As posted. */
	body: string;
}

/** Everything a request can read or change; `reset` puts it back to what the options said. */
export class World {
	readonly quirks: Quirks = usualQuirks();
	readonly faults = new Faults();
	readonly log = new RequestLog();
	readonly messages: Message[] = [];
	store = new Store();
	tokens!: Tokens;
	latency = 0;
	requestLimit: number | null = null;
	/** Requests since the last reset. */
	asked = 0;
	/** ms at which the gateway let requests pass, for the rate limit. */
	passed: number[] = [];
	/** Answers that a fault keeps waiting for ever. */
	readonly hung = new Set<{ destroy(): void }>();
	/** How many numbers the random quirks have drawn. */
	drawn = 0;

	constructor(private readonly options: SandboxOptions) {
		this.reset();
	}

	get apps(): App[] {
		return this.options.apps ?? [{ appId: 'sandbox-app', secret: 'sandbox-secret' }];
	}

	/** The next of the numbers in [0, 1) a seed names: a run can be repeated. */
	random(seed: number): number {
		return seededRandom(seed, this.drawn++);
	}

	/** The server's clock, ms. */
	now(): number {
		return Date.now() + this.quirks.serverClockOffset;
	}

	reset(): void {
		const { quirks = {}, accessToken = 'sandbox-token', latency = 0 } = this.options;
		const { requestLimit = settings.requestLimit.usual } = this.options;
		Object.assign(this.quirks, usualQuirks(), structuredClone(quirks));
		this.faults.clear();
		this.log.clear();
		this.messages.length = 0;
		this.store = new Store();
		this.tokens = new Tokens(this.apps, accessToken);
		this.latency = latency;
		this.requestLimit = requestLimit;
		this.asked = 0;
		this.drawn = 0;
		this.passed = [];
		for (const response of this.hung) response.destroy();
		this.hung.clear();
	}
}
