import { SandboxControl } from '../harness/sandboxControl';
import { FIRST_DAY, membersBefore, type Hub, type Job } from './jobs';

const SECONDS_A_DAY = 86_400;

const begunOn = (job: Job) =>
	job.does === 'joined' ? { dateCreated: FIRST_DAY, secondsBetween: SECONDS_A_DAY / job.perDay } : {};

/** As DM Hub's newer tenants have them: beyond what a JavaScript number holds exactly. */
const LONG_IDS = { firstMembershipId: '1627652953000000001', firstCustomerId: '1627652954000000001' };
const idsOf = (job: Job) => (job.does === 'export' && job.longIds ? LONG_IDS : {});

const TOKEN = 'sandbox-token';
const ISLAND = 10_000;
const SEA = 50_000;

/** The sandbox in its other process, filled with what a job needs. */
export class SandboxClient {
	private readonly control: SandboxControl;

	constructor(readonly url: string) {
		this.control = new SandboxControl(url);
	}

	/** Empties it and fills it with what a job needs. */
	async prepare(job: Job, folder: string): Promise<Hub> {
		await this.control.reset();
		await this.control.set({ anyCustomer: true });
		const [listId, targetId, otherId] = ['77', '78', '79'];
		if (job.does === 'export' && job.islands) await this.seedIslands(listId, job.members);
		else if (job.does === 'pick')
			await this.control.seed(
				Array.from({ length: job.groups }, (_, at) => ({ name: `Group ${at}`, members: 0 })),
			);
		else
			await this.control.seed({
				groups: [
					{ name: 'Bench', id: listId, members: membersBefore(job), ...begunOn(job), ...idsOf(job) },
					...(job.does === 'copy'
						? [
								{ name: 'Target', id: targetId },
								{ name: 'Other', id: otherId, members: job.other },
							]
						: []),
				],
				...(job.does === 'identify' ? { customers: job.tenant } : {}),
			});
		await this.control.set({ latency: job.latency, ...job.caps });
		await this.control.clearLog();
		return { url: this.url, token: TOKEN, listId, targetId, otherId, folder };
	}

	/** What was asked since `prepare`. */
	async seen(): Promise<{ requests: number; inFlight: number }> {
		const { requests, maxInFlight } = await this.control.state();
		return { requests, inFlight: maxInFlight };
	}

	/** Members whose ids come in islands, with those of another group's members between them. */
	private async seedIslands(listId: string, members: number): Promise<void> {
		await this.control.seed([{ name: 'Bench', id: listId, members: 0 }]);
		for (let first = 1; first <= members; first += ISLAND) {
			const items = Array.from({ length: ISLAND }, (_, at) => ({
				listId: Number(listId),
				customerId: first + at,
			}));
			const answer = await fetch(`${this.url}/v1/listMembersBatch?access_token=${TOKEN}`, {
				method: 'POST',
				body: JSON.stringify({ items }),
			});
			if (!answer.ok) throw new Error(`The sandbox refused ${items.length} members: ${await answer.text()}`);
			await this.control.seed([{ name: 'Sea', members: SEA }]);
		}
	}
}
