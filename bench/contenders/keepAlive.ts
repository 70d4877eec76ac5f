import { Agent, request } from 'node:http';
import type { Hub } from '../jobs';

/** HTTP with connections that stay open, and nothing else. */
export class KeepAlive {
	private readonly agent: Agent;

	constructor(
		private readonly hub: Pick<Hub, 'url' | 'token'>,
		readonly width: number,
		/** Whether ids have more digits than a number holds. */
		private readonly longIds = false,
	) {
		this.agent = new Agent({ keepAlive: true, maxSockets: width });
	}

	async get<Reply>(path: string): Promise<Reply> {
		return await this.ask<Reply>('GET', `${path}&`);
	}

	async post<Reply>(path: string, body?: unknown): Promise<Reply> {
		return await this.ask<Reply>('POST', path, body === undefined ? undefined : JSON.stringify(body));
	}

	private async ask<Reply>(method: string, path: string, body?: string): Promise<Reply> {
		return await new Promise<Reply>((resolve, reject) => {
			const asked = request(
				`${this.hub.url}${path}access_token=${this.hub.token}`,
				{ method, agent: this.agent, headers: body ? { 'Content-Type': 'application/json' } : {} },
				(answer) => {
					const pieces: Buffer[] = [];
					answer.on('data', (piece: Buffer) => pieces.push(piece));
					answer.on('error', reject);
					answer.on('end', () => resolve(this.read(Buffer.concat(pieces).toString('utf8')) as Reply));
				},
			);
			asked.on('error', reject);
			asked.end(body);
		});
	}

	private read(json: string): unknown {
		return JSON.parse(this.longIds ? json.replace(/(?<=":)\d{16,}/g, '"$&"') : json);
	}
}
