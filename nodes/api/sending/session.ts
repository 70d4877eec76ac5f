import { randomInt, sleep, type ICredentialDataDecryptedObject } from 'n8n-workflow';
import { readAnswer } from '../http/answers';
import { stopped } from '../http/connection';
import { Secrets } from '../http/secrets';
import { settle, type Outcome } from '../outcome';
import { baseUrlOf, storedToken, tokenOf, usesApp } from './token';
import { transport, type Host } from '../http/transport';
import type { Request } from '../request';

const ROUNDS = 5;
/** ms */
const LONGEST_HESITATION = 500;
const CREDENTIAL = 'convertlabApi';

/** Renewals under way in this process, by application and Secret: whoever finds one waits for it instead of renewing too. */
const renewals = new Map<string, Promise<Outcome<unknown>>>();

/**
 * The credential of one run. Sends with the token that n8n keeps, and has n8n renew it when DM Hub refuses it.
 *
 * Issuing a token ends the one before it in every process that holds it. So the stored credential is read again
 * first: another token there means that somebody has renewed already.
 */
export class Session {
	readonly secrets = new Secrets();
	/** How often a token died under this run. */
	renewals = 0;
	/** How far the server's clock is ahead of this machine's, ms; by its last `Date` header, which has whole seconds. */
	clockDifference = 0;

	private constructor(
		private readonly host: Host,
		private readonly timeout: number,
		private credential: ICredentialDataDecryptedObject,
	) {
		this.remember();
	}

	/** @param timeout seconds per request */
	static async open(host: Host, timeout: number): Promise<Session> {
		return new Session(host, timeout, { ...(await host.getCredentials(CREDENTIAL)) });
	}

	get baseUrl(): string {
		return baseUrlOf(this.credential);
	}

	/** Bytes that the address and the token take in a request line, before path and query. */
	addressBytes(atLeastForToken: number): number {
		const token = encodeURIComponent(tokenOf(this.credential)).length;
		const prefix = this.baseUrl.replace(/^https?:\/\/[^/]*/i, '').length;
		return prefix + Math.max(token, atLeastForToken) + 'POST ?&access_token= HTTP/1.1\r\n'.length;
	}

	/** The answer's body, after as many renewals as it takes (five at most). */
	async send<Reply>(request: Request): Promise<Reply> {
		for (let round = 1; ; round += 1) {
			const token = tokenOf(this.credential);
			const outcome =
				token === '' && usesApp(this.credential)
					? await this.renew<Reply>('', request)
					: await settle(this.exchange<Reply>(request, this.credential));
			if (!outcome) continue;
			if (!('refusal' in outcome)) return outcome.reply;
			const { refusal } = outcome;
			if (refusal.kind !== 'token') throw refusal;
			if (!usesApp(this.credential)) throw refusal.with({ description: TOKEN_IS_OVER });
			if (round >= ROUNDS) throw refusal.with({ description: TOKEN_IS_FOUGHT_OVER });
			if (tokenOf(this.credential) !== token || token === '') continue;
			const renewed = await this.renew<Reply>(token, request);
			if (renewed && !('refusal' in renewed)) return renewed.reply;
			if (renewed && renewed.refusal.kind !== 'token') throw renewed.refusal;
		}
	}

	/** Gets a token other than `dead`; the answer to `request` when this run had to renew, undefined when another did. */
	private async renew<Reply>(dead: string, request: Request): Promise<Outcome<Reply> | undefined> {
		const key = JSON.stringify([this.baseUrl, this.credential.appId, this.credential.appSecret]);
		for (let running = renewals.get(key); running; running = renewals.get(key)) {
			const outcome = await running;
			if ('refusal' in outcome && outcome.refusal.kind === 'credential') throw outcome.refusal;
			if (await this.another(dead)) return undefined;
		}
		const renewal = settle(this.renewAlone<Reply>(dead, request));
		renewals.set(key, renewal);
		const outcome = await renewal.finally(() => renewals.delete(key));
		return 'refusal' in outcome ? outcome : outcome.reply;
	}

	private async renewAlone<Reply>(dead: string, request: Request): Promise<Outcome<Reply> | undefined> {
		if (await this.another(dead)) return undefined;
		if (dead !== '') {
			// Others let the process that fetched the token go first, so that one of them renews it and not all at once.
			const headStart = storedToken(this.credential)?.own ? 0 : LONGEST_HESITATION;
			await sleep(headStart + randomInt(LONGEST_HESITATION + 1));
			if (await this.another(dead)) return undefined;
			this.renewals += 1;
		}
		// n8n fetches, stores and uses a new token when the property is empty, and writes it into this object.
		const emptied = { ...this.credential, sessionToken: '' };
		const outcome = await settle(this.exchange<Reply>(request, emptied));
		this.credential = emptied;
		this.remember();
		if ('refusal' in outcome && outcome.refusal.kind === 'credential') throw outcome.refusal;
		return outcome;
	}

	/** Whether this run or the stored credential holds a token by now that is not `dead`. */
	private async another(dead: string): Promise<boolean> {
		if (tokenOf(this.credential) !== dead && tokenOf(this.credential) !== '') return true;
		this.credential = { ...(await this.host.getCredentials(CREDENTIAL)) };
		this.remember();
		return tokenOf(this.credential) !== dead && tokenOf(this.credential) !== '';
	}

	private async exchange<Reply>(
		request: Request,
		credential: ICredentialDataDecryptedObject,
	): Promise<Reply> {
		if (this.host.getExecutionCancelSignal?.()?.aborted) throw stopped();
		const answer = await transport(this.host, credential, request, this.timeout, this.secrets.redact);
		this.secrets.add(tokenOf(credential));
		const serverNow = Date.parse(String(answer.headers.date));
		if (!Number.isNaN(serverNow)) this.clockDifference = serverNow - Date.now();
		return readAnswer(request, answer, this.secrets.redact) as Reply;
	}

	private remember(): void {
		const { accessToken, appSecret, sessionToken } = this.credential;
		for (const value of [accessToken, appSecret, sessionToken, tokenOf(this.credential)])
			this.secrets.add(value);
	}
}

const TOKEN_IS_OVER =
	'The access token in the credential is wrong or has expired: a token lives two hours. Choose “App ID and Secret” in the credential, and n8n renews the token by itself.';
const TOKEN_IS_FOUGHT_OVER =
	'DM Hub refused five tokens in a row. Another system probably uses the same App ID, and every token that it asks for ends the one that n8n holds. Give n8n an application of its own in DM Hub’s settings.';
