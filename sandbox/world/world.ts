import { randomBytes } from 'node:crypto';
import { Faults } from '../http/faults';
import { settings, usualQuirks, type Quirks } from '../switches';
import { RequestLog } from '../http/log';
import type { Json } from '../http/longs';
import { Store } from './store';

export interface App {
	appId: string;
	secret: string;
}

export interface SandboxOptions {
	/** 0 (default) takes a free one. */
	port?: number;
	/** ms before every answer. */
	latency?: number;
	quirks?: Partial<Quirks>;
	/** How many customers there are, also after a reset, counting up from 1; none unless told otherwise. */
	customers?: number;
	apps?: App[];
	/** After that many requests since the last reset everything is refused; default 20,000, null for no limit. */
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
	/** Of other resources, by their name and id. */
	readonly siblings = new Map<string, Map<bigint, { [field: string]: Json }>>();
	nextSiblingId = 24497n;
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
		const { requestLimit = settings.requestLimit.usual, customers = 0 } = this.options;
		Object.assign(this.quirks, usualQuirks(), structuredClone(quirks));
		this.faults.clear();
		this.log.clear();
		this.messages.length = 0;
		this.store = new Store();
		this.siblings.clear();
		this.nextSiblingId = 24497n;
		if (customers > 0) this.store.customers.ids.add(1n, BigInt(customers));
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

/** One living token per application: issuing one kills the one before (recorded). */
class Tokens {
	readonly apps = new Map<string, string>();
	/** ms */
	lifetime = 7_200_000;
	issued = 0;
	/** Always works, as the token a person copies into the "Access Token" credential. */
	fixed: string;
	private living = new Map<string, { token: string; expiresAt: number }>();

	constructor(apps: App[], fixed: string) {
		for (const { appId, secret } of apps) this.apps.set(appId, secret);
		this.fixed = fixed;
	}

	issue(appId: string, odd: boolean): string {
		this.issued++;
		const token = randomBytes(16).toString('hex') + (odd ? '&=+/ %#"' : '');
		this.living.set(appId, { token, expiresAt: Date.now() + this.lifetime });
		return token;
	}

	accepts(token: string | undefined): boolean {
		if (!token) return false;
		if (token === this.fixed) return true;
		return [...this.living.values()].some((each) => each.token === token && each.expiresAt > Date.now());
	}

	expire(): void {
		this.living.clear();
	}
}

/** mulberry32: the nth number in [0, 1) of the sequence a seed names. */
function seededRandom(seed: number, n: number): number {
	let state = (seed + Math.imul(n + 1, 0x6d2b79f5)) | 0;
	state = Math.imul(state ^ (state >>> 15), state | 1);
	state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
	return ((state ^ (state >>> 14)) >>> 0) / 4294967296;
}
