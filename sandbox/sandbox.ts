import { Contents } from './state/contents';
import type { Faults } from './wire/faults';
import type { Quirks } from './switches';
import type { LoggedRequest } from './wire/requestLog';
import type { App } from './state/tokens';
import type { Message, World } from './state/world';

/** The handle a test holds: what the server remembers, was asked, and shall do wrong next. */
export class Sandbox extends Contents {
	readonly url: string;

	constructor(
		world: World,
		readonly port: number,
		/** Breaks every open connection. */
		readonly close: () => Promise<void>,
	) {
		super(world);
		this.url = `http://127.0.0.1:${port}`;
	}

	get app(): App {
		return this.world.apps[0];
	}

	get apps(): App[] {
		return this.world.apps;
	}

	/** Always works, whatever is issued or expires. */
	get accessToken(): string {
		return this.world.tokens.fixed;
	}
	set accessToken(token: string) {
		this.world.tokens.fixed = token;
	}

	/** ms; of tokens issued from now on. */
	get tokenLifetime(): number {
		return this.world.tokens.lifetime;
	}
	set tokenLifetime(ms: number) {
		this.world.tokens.lifetime = ms;
	}

	get tokensIssued(): number {
		return this.world.tokens.issued;
	}

	/** The applications' living tokens die now. */
	expireTokens(): void {
		this.world.tokens.expire();
	}

	/** ms before every answer. */
	get latency(): number {
		return this.world.latency;
	}
	set latency(ms: number) {
		this.world.latency = ms;
	}

	/** After so many requests since the last reset everything is refused; null for no limit. */
	get requestLimit(): number | null {
		return this.world.requestLimit;
	}
	set requestLimit(most: number | null) {
		this.world.requestLimit = most;
	}

	get quirks(): Quirks {
		return this.world.quirks;
	}

	get faults(): Faults {
		return this.world.faults;
	}

	/** Oldest first, one entry per request that arrived whole. */
	get requests(): LoggedRequest[] {
		return this.world.log.requests;
	}

	/** The most requests that were under way at once since the log was last cleared. */
	get maxInFlight(): number {
		return this.world.log.maxInFlight;
	}

	clearLog(): void {
		this.world.log.clear();
	}

	get messages(): readonly Message[] {
		return this.world.messages;
	}

	/** State, quirks, faults, tokens and log as createSandbox left them. Requests a fault keeps hanging are cut. */
	reset(): void {
		this.world.reset();
	}
}
