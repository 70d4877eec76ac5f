import { readAnswer, type Answer } from '../http/answers';
import { stopped } from '../http/connection';
import type { Secrets } from '../http/secrets';
import { transport, type Host } from '../http/transport';
import { Refusal } from '../errors';
import { settle } from '../result';
import type { Request } from '../request';
import { HeldCredential } from './heldCredential';

/** How many tokens a request is tried with. */
const ROUNDS = 5;

/** Sends requests with the token that n8n keeps, and has it renewed when DM Hub refuses it. */
export class Session {
	/** How far the server's clock is ahead of this machine's, in ms, by its last `Date` header, which has whole seconds. */
	clockDifference = 0;
	/** A token known to be good: a refusal whose words mention a token is then about something else. */
	private goodToken: string | undefined;

	private constructor(
		private readonly host: Host,
		private readonly credential: HeldCredential,
	) {}

	static async open(host: Host, timeoutSeconds: number): Promise<Session> {
		return new Session(host, await HeldCredential.open(host, timeoutSeconds));
	}

	get secrets(): Secrets {
		return this.credential.secrets;
	}

	get renewals(): number {
		return this.credential.renewals;
	}

	get baseUrl(): string {
		return this.credential.baseUrl;
	}

	/** Bytes that the address and the token take in a request line, before path and query. */
	addressBytes(atLeastForToken: number): number {
		const token = encodeURIComponent(this.credential.token).length;
		const prefix = this.baseUrl.replace(/^https?:\/\/[^/]*/i, '').length;
		return prefix + Math.max(token, atLeastForToken) + 'POST ?&access_token= HTTP/1.1\r\n'.length;
	}

	/** Sends a request and gives the answer's body, renewing the token as often as needed; throws a Refusal. */
	async send<Reply>(request: Request<Reply>): Promise<Reply> {
		const { credential } = this;
		for (let round = 1; ; round += 1) {
			if (credential.isRenewable && credential.token === '') await credential.refresh('');
			const { token } = credential;
			const answer = await this.exchange(request);
			const outcome = await settle(this.read(request, answer, token));
			if (!(outcome instanceof Refusal)) return outcome;
			const refusal = outcome;
			if (refusal.kind !== 'token') throw refusal;
			if (!credential.isRenewable) throw refusal.with({ description: TOKEN_EXPIRED });
			// A second token is refused in words alone, and none has been fetched since: the words are not about the token.
			if (refusal.byWords && round > 1 && !(await credential.holdsOtherThan(token))) {
				this.goodToken = token;
				return await this.read(request, answer, token);
			}
			if (round >= ROUNDS) throw refusal.with({ description: TOKEN_CONTESTED });
			await credential.refresh(token);
		}
	}

	private async exchange(request: Request): Promise<Answer> {
		if (this.host.getExecutionCancelSignal?.()?.aborted) throw stopped();
		const { data, timeoutSeconds, secrets } = this.credential;
		const answer = await transport(this.host, data, request, { timeoutSeconds, redact: secrets.redact });
		const serverNow = Date.parse(String(answer.headers.date));
		if (!Number.isNaN(serverNow)) this.clockDifference = serverNow - Date.now();
		return answer;
	}

	private async read<Reply>(request: Request<Reply>, answer: Answer, token: string): Promise<Reply> {
		const wordsTell = token !== this.goodToken || this.credential.isExpired;
		const reply = readAnswer(request, answer, this.secrets.redact, wordsTell);
		// A token that was typed in cannot be compared with another: it counts as good once it was accepted.
		if (!this.credential.isRenewable) this.goodToken = token;
		return reply;
	}
}

const TOKEN_EXPIRED =
	'The access token in the credential is wrong or has expired: tokens expire after two hours. Choose “App ID and Secret” in the credential, and n8n renews the token automatically.';
const TOKEN_CONTESTED =
	'DM Hub refused five tokens in a row. Another system probably uses the same App ID, and each token it requests ends the one that n8n holds. Create a separate application for n8n in DM Hub’s settings.';
