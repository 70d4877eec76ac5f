import type { Sandbox } from '../../sandbox';
import type { ActiveWorkflow, Polled } from './pollTrigger';

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
