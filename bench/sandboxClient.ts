import { membersBefore, type Hub, type Job } from './jobs';

const TOKEN = 'sandbox-token';
const ISLAND = 10_000;
const SEA = 50_000;

/** The sandbox in its other process, by its control routes. */
export class SandboxClient {
	constructor(readonly url: string) {}

	/** Empties it and fills it with what a job needs. */
	async prepare(job: Job, folder: string): Promise<Hub> {
		await this.control('POST', 'reset');
		await this.control('POST', 'quirks', { anyCustomer: true });
		const listId = '77';
		if (job.does === 'export' && job.islands) await this.seedIslands(listId, job.members);
		else if (job.does === 'pick')
			await this.control(
				'POST',
				'seed',
				Array.from({ length: job.groups }, (_, at) => ({ name: `Group ${at}`, members: 0 })),
			);
		else
			await this.control('POST', 'seed', {
				groups: [{ name: 'Bench', id: listId, members: membersBefore(job) }],
				...(job.does === 'identify' ? { customers: job.tenant } : {}),
			});
		await this.control('POST', 'quirks', { latency: job.latency });
		await this.control('POST', 'clearLog');
		return { url: this.url, token: TOKEN, listId, folder };
	}

	/** What was asked since `prepare`. */
	async seen(): Promise<{ requests: number; inFlight: number }> {
		const { requests, maxInFlight } = (await this.control('GET', 'state')) as {
			requests: number;
			maxInFlight: number;
		};
		return { requests, inFlight: maxInFlight };
	}

	/** Members whose ids come in islands, with those of another group's members between them. */
	private async seedIslands(listId: string, members: number): Promise<void> {
		await this.control('POST', 'seed', [{ name: 'Bench', id: listId, members: 0 }]);
		for (let first = 1; first <= members; first += ISLAND) {
			const items = Array.from({ length: ISLAND }, (_, at) => ({
				listId: Number(listId),
				customerId: first + at,
			}));
			await this.ask('POST', `/v1/listMembersBatch?access_token=${TOKEN}`, { items });
			await this.control('POST', 'seed', [{ name: 'Sea', members: SEA }]);
		}
	}

	private async control(method: string, route: string, body?: unknown): Promise<unknown> {
		return await this.ask(method, `/__sandbox/${route}`, body);
	}

	private async ask(method: string, path: string, body?: unknown): Promise<unknown> {
		const answer = await fetch(this.url + path, {
			method,
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		if (!answer.ok) throw new Error(`The sandbox refused ${method} ${path}: ${await answer.text()}`);
		return await answer.json();
	}
}
