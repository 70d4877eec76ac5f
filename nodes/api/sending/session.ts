import { callWith, fetchResponse, type Host, type HttpResponse } from '../http/fetchResponse';
import { readResponse } from '../http/response';
import type { Secrets } from '../http/secrets';
import { CHECK_APPLICATION } from '../http/serverError';
import { Refusal, stopped } from '../errors';
import { settle } from '../promises';
import type { Request } from '../request';
import { RunCredential } from './credential';

/** How many tokens a request is tried with. */
const ROUNDS = 5;
/** The most bytes of a request line; a common server default is 8,192. */
const REQUEST_LINE_BYTES = 7_500;
const LONGEST_USUAL_TOKEN = 200;

/** Sends requests with the token that n8n keeps, and has it renewed when DM Hub refuses it. */
export class Session {
	/** How far the server's clock is ahead of this machine's, in ms, by its last `Date` header, which has whole seconds. */
	clockDifference = 0;
	/** A token known to be good: a refusal whose words mention a token is then about something else. */
	private goodToken: string | undefined;

	private constructor(
		private readonly host: Host,
		private readonly credential: RunCredential,
	) {}

	static async open(host: Host, timeoutSeconds: number): Promise<Session> {
		return new Session(host, await RunCredential.open(host, timeoutSeconds));
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

	/** How many bytes path and query may take in a request line, beside the address and the token. */
	get requestLineBytes(): number {
		const token = encodeURIComponent(this.credential.token).length;
		const prefix = this.baseUrl.replace(/^https?:\/\/[^/]*/i, '').length;
		const frame = 'POST ?&access_token= HTTP/1.1\r\n'.length;
		return REQUEST_LINE_BYTES - prefix - Math.max(token, LONGEST_USUAL_TOKEN) - frame;
	}

	/** Sends a request and gives what its answer says, renewing the token as often as needed; throws a Refusal. */
	async send<Reply>(request: Request<Reply>): Promise<Reply> {
		const { credential } = this;
		for (let round = 1; ; round += 1) {
			if (credential.isRenewable && credential.token === '') await credential.renew('');
			const { token } = credential;
			const response = await this.fetch(request);
			const reply = await settle(this.read(request, response, token));
			if (!(reply instanceof Refusal)) return reply;
			if (reply.kind !== 'token') throw reply;
			if (!credential.isRenewable) throw reply.with({ description: TOKEN_EXPIRED });
			// A second token is refused in words alone, and none has been fetched since: the words are not about the token.
			if (reply.guessedFromMessage && round > 1 && !(await credential.readOtherThan(token))) {
				this.goodToken = token;
				return await this.read(request, response, token);
			}
			if (round >= ROUNDS) throw reply.with({ kind: 'contested', description: TOKEN_CONTESTED });
			await credential.renew(token);
		}
	}

	private async fetch(request: Request): Promise<HttpResponse> {
		const stop = this.host.getExecutionCancelSignal?.();
		if (stop?.aborted) throw stopped();
		const { data, baseUrl, timeoutSeconds, secrets } = this.credential;
		const response = await fetchResponse(
			{ request, timeoutSeconds, redact: secrets.redact },
			{
				baseUrl,
				ignoreSslIssues: data.ignoreSslIssues === true,
				stop,
			},
			async (options) => await callWith(this.host, data, options),
		);
		const serverNow = Date.parse(String(response.headers.date));
		if (!Number.isNaN(serverNow)) this.clockDifference = serverNow - Date.now();
		return response;
	}

	private async read<Reply>(request: Request<Reply>, response: HttpResponse, token: string): Promise<Reply> {
		const trustMessage = token !== this.goodToken || this.credential.isExpired;
		const reply = readResponse(request, response, this.secrets.redact, trustMessage);
		// A token that was typed in cannot be compared with another: it counts as good once it was accepted.
		if (!this.credential.isRenewable) this.goodToken = token;
		return reply;
	}
}

const TOKEN_EXPIRED =
	'The access token in the credential is wrong or has expired: tokens expire after two hours. Choose “App ID and Secret” in the credential, and n8n renews the token automatically.';
const TOKEN_CONTESTED =
	'DM Hub refused five tokens in a row. Another system probably uses the same App ID, and each token it requests ends the one that n8n holds: create a separate application for n8n in DM Hub’s settings. If no other system uses it, ' +
	`${CHECK_APPLICATION}.`;
