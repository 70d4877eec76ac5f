import axios, { type AxiosInstance } from 'axios';

/** Ids are texts throughout, since they may have 19 digits. */
export interface GroupState {
	id: string;
	name: string;
	members: number;
}

export interface CustomerState {
	id: string;
	name: string;
	mobile: string;
	email: string;
}

export interface SandboxState {
	groups: GroupState[];
	customers: number;
	tokensIssued: number;
	/** The most requests in flight at once. */
	maxInFlight: number;
	requests: number;
}

export interface LoggedRequest {
	method: string;
	path: string;
	query: { [name: string]: string };
	body: string;
	status: number;
	/** ms since 1970. */
	at: number;
	fault: string | null;
}

type Fault = string | { kind: string; [setting: string]: unknown };

/** A running sandbox past its API, by the calls of sandbox/README.md. */
export class SandboxControl {
	private readonly http: AxiosInstance;

	constructor(readonly url: string) {
		this.http = axios.create({
			baseURL: `${url}/__sandbox/`,
			proxy: false,
			transformResponse: (text: string) => (text === '' ? undefined : (JSON.parse(exactly(text)) as unknown)),
		});
	}

	async isUp(): Promise<boolean> {
		return await this.http.get('state').then(
			() => true,
			() => false,
		);
	}

	async state(): Promise<SandboxState> {
		const { groups, ...counts } = await this.read<SandboxState>('state');
		return {
			groups: groups.map((group) => ({ ...group, members: Number(group.members) })),
			customers: Number(counts.customers),
			tokensIssued: Number(counts.tokensIssued),
			maxInFlight: Number(counts.maxInFlight),
			requests: Number(counts.requests),
		};
	}

	async groupNamed(name: string): Promise<GroupState> {
		const group = (await this.state()).groups.find((each) => each.name === name);
		if (!group) throw new Error(`The sandbox has no group ${name}.`);
		return group;
	}

	/** Customer ids, by membership. */
	async customersIn(groupId: string): Promise<string[]> {
		return (await this.read<string[] | null>(`members?group=${groupId}`)) ?? [];
	}

	async customersWithMobile(mobile: string): Promise<CustomerState[]> {
		return await this.read<CustomerState[]>(`customers?mobile=${mobile}`);
	}

	/** Every request since the start, or since clearLog(); the oldest first. */
	async requests(): Promise<LoggedRequest[]> {
		const logged = await this.read<LoggedRequest[]>('log');
		return logged.map((each) => ({ ...each, status: Number(each.status), at: Number(each.at) }));
	}

	/** What workflows have sent to the messenger's stand-in. */
	async messages(): Promise<{ [field: string]: unknown }[]> {
		return await this.read<{ [field: string]: unknown }[]>('messages');
	}

	async reset(): Promise<void> {
		await this.tell('reset');
	}

	async seed(seed: unknown): Promise<void> {
		await this.tell('seed', seed);
	}

	/** Switches, and `latency` and `tokenLifetime` in ms. */
	async set(switches: { [name: string]: unknown }): Promise<void> {
		await this.tell('quirks', switches);
	}

	async addFault(fault: Fault): Promise<void> {
		await this.tell('faults', fault);
	}

	async clearFaults(): Promise<void> {
		await this.tell('clearFaults');
	}

	async clearLog(): Promise<void> {
		await this.tell('clearLog');
	}

	async expireTokens(): Promise<void> {
		await this.tell('expireTokens');
	}

	private async read<Answer>(path: string): Promise<Answer> {
		return (await this.http.get<Answer>(path).catch(refused)).data;
	}

	private async tell(path: string, body: unknown = {}): Promise<void> {
		await this.http.post(path, JSON.stringify(body)).catch(refused);
	}
}

function refused(error: unknown): never {
	if (!axios.isAxiosError(error) || !error.response) throw error;
	const { method = '', url = '' } = error.config ?? {};
	throw new Error(
		`The sandbox refused ${method.toUpperCase()} ${url}: ${JSON.stringify(error.response.data)}`,
	);
}

const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+/g;

/** The same JSON with every number as a text. */
const exactly = (json: string) =>
	json.replace(stringOrNumber, (each) => (each.startsWith('"') ? each : `"${each}"`));
