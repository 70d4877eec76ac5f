import { randomInt, sleep, type ICredentialDataDecryptedObject } from 'n8n-workflow';
import { CREDENTIAL, callWith, urlOf, type Host } from '../http/fetchResponse';
import { networkRefusal } from '../http/networkError';
import { Secrets } from '../http/secrets';
import { Refusal, refusalFrom, stopped } from '../errors';
import { outcomeOf, settle } from '../promises';
import {
	baseUrlOf,
	isExpired,
	secretsOf,
	sessionTokenOf,
	typedToken,
	usesApp,
	withCallOptions,
	type SessionToken,
} from './credentialData';
import { TOKEN_REQUEST } from './exchange';

/**
 * How a token is renewed. n8n fetches and stores tokens in a way of its own, so a renewal crosses the border between
 * node, n8n and credential six times:
 *
 * 1. node → n8n: `getCredentials` reads the stored credential again. Another token there ends the renewal.
 * 2. node → n8n: `httpRequestWithAuthentication`, given a copy of the credential whose `sessionToken` is empty.
 * 3. n8n → credential: `preAuthentication`, because of that. It exchanges App ID and Secret with DM Hub.
 * 4. credential → n8n: the new token. n8n stores it, and writes it into the copy of 2.
 * 5. n8n → credential: `authenticate`, which throws, since nothing was to be sent.
 * 6. n8n → node: that error. Whether the renewal went well is seen in the copy of 2.
 *
 * A new token ends the one before it in every process that holds it: hence 1, and the wait before a second 1.
 */

const LONGEST_HESITATION_MS = 500;

/** The credential that one run holds, with the token that n8n keeps in it. */
export class RunCredential {
	readonly secrets = new Secrets();
	/** How often this run had to renew a token that had died. */
	renewals = 0;
	/** Decrypted, as n8n's HTTP helper takes it. */
	data: ICredentialDataDecryptedObject = {};
	baseUrl = '';
	/** Empty while there is none. */
	token = '';
	/** Whether n8n can fetch a token; one that was typed in cannot be renewed. */
	isRenewable = false;
	private session: SessionToken | undefined;
	private renewal: Promise<Refusal | void> | undefined;

	private constructor(
		private readonly host: Host,
		readonly timeoutSeconds: number,
	) {}

	static async open(host: Host, timeoutSeconds: number): Promise<RunCredential> {
		const credential = new RunCredential(host, timeoutSeconds);
		await credential.read();
		return credential;
	}

	/** Whether the token has expired by the lifetime that DM Hub gave it; of one that was typed in nothing is known. */
	get isExpired(): boolean {
		return this.session !== undefined && isExpired(this.session);
	}

	/**
	 * Gets a token other than the refused one ('' when there was none), and sends nothing else; throws a Refusal. Whoever
	 * asks meanwhile shares the outcome, good or bad: one after another would each wait for a server that never answers.
	 */
	async renew(refusedToken: string): Promise<void> {
		this.renewal ??= settle(this.replace(refusedToken)).finally(() => (this.renewal = undefined));
		const renewed = await this.renewal;
		if (renewed instanceof Refusal) throw renewed;
	}

	/** Whether this run, or the stored credential that is read again, holds another token by now. */
	async readOtherThan(refusedToken: string): Promise<boolean> {
		const isOther = () => this.token !== '' && this.token !== refusedToken;
		if (!isOther()) await this.read();
		return isOther();
	}

	private async replace(refusedToken: string): Promise<void> {
		if (await this.readOtherThan(refusedToken)) return;
		if (refusedToken !== '') {
			// The process that fetched the token goes first, so that not all of them renew it at once.
			const headStartMs = this.session?.isOwn ? 0 : LONGEST_HESITATION_MS;
			await sleep(headStartMs + randomInt(LONGEST_HESITATION_MS + 1));
			if (await this.readOtherThan(refusedToken)) return;
			this.renewals += 1;
		}
		await this.fetchThroughN8n();
	}

	private async fetchThroughN8n(): Promise<void> {
		if (this.host.getExecutionCancelSignal?.()?.aborted) throw stopped();
		const { timeoutSeconds } = this;
		const emptied = withCallOptions(
			{ ...this.data, sessionToken: '' },
			{ timeoutSeconds, onlyRenew: true, replaces: this.data.sessionToken },
		);
		const url = urlOf(this.baseUrl, { path: '/' });
		const called = await outcomeOf(callWith(this.host, emptied, { url }));
		if (sessionTokenOf(emptied)) return this.hold(emptied);
		const error = 'error' in called ? called.error : undefined;
		const context = { request: TOKEN_REQUEST, timeoutSeconds, redact: this.secrets.redact };
		throw refusalFrom(error) ?? networkRefusal(error, context);
	}

	private async read(): Promise<void> {
		this.hold(await this.host.getCredentials(CREDENTIAL));
	}

	/** Parses the credential, once for all requests. */
	private hold(credential: ICredentialDataDecryptedObject): void {
		this.baseUrl = baseUrlOf(credential.baseUrl);
		this.isRenewable = usesApp(credential);
		this.session = this.isRenewable ? sessionTokenOf(credential) : undefined;
		this.token = this.isRenewable ? (this.session?.token ?? '') : typedToken(credential);
		const { timeoutSeconds, token } = this;
		this.data = withCallOptions(credential, { timeoutSeconds, token });
		this.secrets.add(...secretsOf(credential));
	}
}
