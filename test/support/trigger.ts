import 'reflect-metadata';
import { PollContext } from 'n8n-core';
import type { IDataObject, INodeParameters, Workflow } from 'n8n-workflow';
import { ConvertlabGroupsTrigger } from '../../nodes/ConvertlabGroupsTrigger/ConvertlabGroupsTrigger.node';
import type { Sandbox } from '../../sandbox';
import { tokenCredential, type StoredCredential } from './credential';
import { additionalDataFor, workflowOf } from './engine';

const trigger = new ConvertlabGroupsTrigger();

/**
 * Two ways in which n8n keeps a trigger's state. `memory`: one workflow object for as long as n8n runs, saved at
 * activation and when a poll emits, no budget (n8n 1.x). `database`: read before and saved after every poll that went
 * well, with a budget (n8n 2.x).
 */
export type Keeping = 'memory' | 'database';

export interface Polled {
	/** The `json` of the items; none when the poll gave null, which starts no workflow. */
	json: IDataObject[];
	started: boolean;
	error?: { message: string; description?: string | null; httpCode?: string | null };
}

export interface ActiveWorkflowOptions {
	parameters?: INodeParameters;
	credential?: StoredCredential;
	keeping?: Keeping;
	/** ms that a poll may take. */
	budget?: number;
}

/** A workflow with the trigger, active in n8n: polled in n8n's own context, its state kept as JSON between polls. */
export class ActiveWorkflow {
	parameters: INodeParameters;
	credential: StoredCredential;
	/** The workflow's static data as n8n's database holds it. */
	saved = '{}';
	private readonly keeping: Keeping;
	private readonly budget: number;
	private workflow: Workflow | undefined;

	constructor(hub: Sandbox, options: ActiveWorkflowOptions = {}) {
		this.parameters = options.parameters ?? {};
		this.credential = options.credential ?? tokenCredential(hub);
		this.keeping = options.keeping ?? 'database';
		this.budget = options.budget ?? 36_000;
	}

	/** One poll by n8n's schedule. */
	async poll(): Promise<Polled> {
		const isFirst = this.workflow === undefined;
		const workflow = (this.workflow = this.load());
		const polled = await trigger.poll.call(this.context(workflow, 'trigger')).then(
			(items): Polled => ({ json: (items?.[0] ?? []).map(({ json }) => json), started: items !== null }),
			(error: Polled['error']): Polled => ({ json: [], started: false, error }),
		);
		const isSaved = polled.started || isFirst || this.keeping === 'database';
		if (isSaved && !polled.error) this.saved = JSON.stringify(workflow.staticData);
		return polled;
	}

	/** A test run in the editor. */
	async tryOut(): Promise<Polled> {
		const workflow = this.load();
		const before = JSON.stringify(workflow.staticData);
		const items = await trigger.poll.call(this.context(workflow, 'manual'));
		expect(JSON.stringify(workflow.staticData).replace(/^\{"node:Trigger":\{\}\}$/, '{}')).toBe(before);
		return { json: (items?.[0] ?? []).map(({ json }) => json), started: items !== null };
	}

	/** n8n stops and starts again, or another worker takes over: what was not saved is gone. */
	restart(): void {
		this.workflow = undefined;
	}

	/** The user saves the workflow with other parameters. */
	change(parameters: INodeParameters): void {
		this.parameters = parameters;
		if (this.workflow) this.saved = JSON.stringify(this.workflow.staticData);
		this.workflow = undefined;
	}

	/** What the trigger keeps. */
	get state(): { cursor?: string; seen?: Array<number | string>; checkedAt?: number } {
		return (JSON.parse(this.saved) as Record<string, object>)['node:Trigger'] ?? {};
	}

	private load(): Workflow {
		if (this.workflow && this.keeping === 'memory') return this.workflow;
		return workflowOf({
			nodes: [
				{
					id: 'trigger',
					name: 'Trigger',
					type: 'convertlabGroupsTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: this.parameters,
					credentials: { convertlabApi: { id: '1', name: 'Convertlab' } },
				},
			],
			connections: {},
			types: { convertlabGroupsTrigger: trigger },
			staticData: JSON.parse(this.saved) as IDataObject,
		});
	}

	private context(workflow: Workflow, mode: 'trigger' | 'manual'): PollContext {
		const node = workflow.nodes.Trigger;
		const data = additionalDataFor(this.credential, mode, workflow);
		const context = new PollContext(workflow, node, data, mode, mode === 'manual' ? 'manual' : 'update');
		return Object.assign(context, {
			getPollBudgetMs: this.keeping === 'memory' ? undefined : () => this.budget,
		});
	}
}

/** Customers join as they do in DM Hub, so that the quirks of late visibility apply to them. */
export async function join(
	hub: Sandbox,
	listId: string,
	...customerIds: Array<number | string>
): Promise<void> {
	hub.addCustomers(customerIds);
	const items = customerIds.map((customerId) => `{"customerId":${customerId},"listId":${listId}}`);
	const address = `${hub.url}/v1/listMembersBatch?access_token=${hub.accessToken}`;
	const answer = await fetch(address, { method: 'POST', body: `{"items":[${items.join(',')}]}` });
	expect(await answer.text()).toContain('"items"');
	hub.clearLog();
}

/** Time passes by the server's clock: dates go on, and what was hidden shows. */
export function timePasses(hub: Sandbox, { seconds }: { seconds: number }): void {
	hub.quirks.serverClockOffset += seconds * 1000;
}

export const customersOf = ({ json }: Polled): unknown[] => json.map(({ customerId }) => customerId);

/** Polls until nothing comes any more; what each poll gave. */
export async function drain(workflow: ActiveWorkflow): Promise<unknown[][]> {
	const polls: unknown[][] = [];
	for (;;) {
		const polled = await workflow.poll();
		expect(polled.error).toBeUndefined();
		if (!polled.started) return polls;
		polls.push(customersOf(polled));
	}
}
