import { randomInt, sleep, type ICredentialDataDecryptedObject } from 'n8n-workflow';
import { addressOf, baseUrlOf } from '../http/address';
import { connectionRefusal, stopped } from '../http/connection';
import { Secrets } from '../http/secrets';
import { CREDENTIAL, callWith, type Host } from '../http/transport';
import { Refusal, refusalIn } from '../errors';
import { outcomeOf, settle } from '../result';
import { asOwnCall } from './ownCall';
import { sourceOf, isExpired, secretsOf, storedToken, tokenOf, usesApp } from './token';

const LONGEST_HESITATION_MS = 500;

/** Renewals under way in this process, by App ID, Secret and address: a run that finds one waits for it. */
const renewalsUnderWay = new Map<string, Promise<Refusal | void>>();

/**
 * The credential that one run holds, with the token that n8n keeps in it.
 *
 * A new token ends the one before it in every process that holds it. So the stored credential is read again before a
 * token is renewed: another token there means that another process has renewed it already.
 */
export class HeldCredential {
	readonly secrets = new Secrets();
	/** How often this run had to renew a token that had died. */
	renewals = 0;
	private held: ICredentialDataDecryptedObject = {};

	private constructor(
		private readonly host: Host,
		readonly timeoutSeconds: number,
	) {}

	static async open(host: Host, timeoutSeconds: number): Promise<HeldCredential> {
		const credential = new HeldCredential(host, timeoutSeconds);
		await credential.read();
		return credential;
	}

	/** Decrypted, as n8n's HTTP helper takes it. */
	get data(): ICredentialDataDecryptedObject {
		return this.held;
	}

	get baseUrl(): string {
		return baseUrlOf(this.held);
	}

	/** Empty while there is none. */
	get token(): string {
		return tokenOf(this.held);
	}

	/** Whether n8n can fetch a token; one that was typed in cannot be renewed. */
	get isRenewable(): boolean {
		return usesApp(this.held);
	}

	/** Whether the token has expired by the lifetime that DM Hub gave it. */
	get isExpired(): boolean {
		const stored = storedToken(this.held);
		return stored !== undefined && isExpired(stored);
	}

	/** Gets a token other than `dead` ('' when there was none), and sends nothing else; throws a Refusal. */
	async refresh(dead: string): Promise<void> {
		const key = sourceOf(this.held);
		for (let other = renewalsUnderWay.get(key); other; other = renewalsUnderWay.get(key)) {
			const outcome = await other;
			if (outcome instanceof Refusal && outcome.final) throw outcome;
			if (await this.holdsOtherThan(dead)) return;
		}
		const renewal = settle(this.renew(dead)).finally(() => renewalsUnderWay.delete(key));
		renewalsUnderWay.set(key, renewal);
		const outcome = await renewal;
		if (outcome instanceof Refusal) throw outcome;
	}

	/** Whether this run or the stored credential holds another token by now. */
	async holdsOtherThan(dead: string): Promise<boolean> {
		if (this.token === '' || this.token === dead) await this.read();
		return this.token !== '' && this.token !== dead;
	}

	private async renew(dead: string): Promise<void> {
		if (await this.holdsOtherThan(dead)) return;
		if (dead !== '') {
			// The process that fetched the token goes first, so that not all of them renew it at once.
			const headStartMs = storedToken(this.held)?.own ? 0 : LONGEST_HESITATION_MS;
			await sleep(headStartMs + randomInt(LONGEST_HESITATION_MS + 1));
			if (await this.holdsOtherThan(dead)) return;
			this.renewals += 1;
		}
		await this.fetchToken();
	}

	/** n8n fetches and stores a token when the property is empty, and writes it into the object it was given. */
	private async fetchToken(): Promise<void> {
		if (this.host.getExecutionCancelSignal?.()?.aborted) throw stopped();
		const { timeoutSeconds } = this;
		const emptied = asOwnCall(
			{ ...this.held, sessionToken: '' },
			{ timeoutSeconds, tokenOnly: true, replaces: this.held.sessionToken },
		);
		const url = addressOf(emptied, { path: '/' });
		const called = await outcomeOf(callWith(this.host, emptied, { url }));
		if (tokenOf(emptied) !== '') return this.hold(emptied);
		const error = 'error' in called ? called.error : undefined;
		const asked = {
			what: 'the request for an access token',
			isWrite: false,
			timeoutSeconds,
			redact: this.secrets.redact,
		};
		throw refusalIn(error) ?? connectionRefusal(error, asked);
	}

	private async read(): Promise<void> {
		this.hold(await this.host.getCredentials(CREDENTIAL));
	}

	private hold(credential: ICredentialDataDecryptedObject): void {
		this.held = asOwnCall(credential, { timeoutSeconds: this.timeoutSeconds, tokenOnly: false });
		this.secrets.add(...secretsOf(this.held));
	}
}
