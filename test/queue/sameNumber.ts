import { Failure } from '../../harness/children';
import type { SandboxControl } from '../../harness/sandboxControl';
import type { Cluster } from './cluster';
import { addOneWorkflow } from './workflows';

/** Nobody whom the sandbox knows. */
const mobiles = Array.from({ length: 5 }, (_, at) => String(13_900_000_000 + at));

/**
 * Two executions at once add the same new number, for one number after the other. Both must name the one customer there is then, and
 * one of them must say that it created them.
 *
 * @returns for how many numbers both asked DM Hub to create the customer
 */
export async function createAtOnce({
	n8n,
	hub,
	groupId,
}: {
	n8n: Cluster;
	hub: SandboxControl;
	groupId: string;
}): Promise<number> {
	const since = (await hub.requests()).length;
	const add = async (mobile: string) => {
		const answer = await n8n.post(addOneWorkflow, { groupId, mobile });
		const text = await answer.text();
		if (!answer.ok) throw new Failure(`${mobile}: n8n answered ${answer.status}: ${text.slice(0, 500)}`);
		return JSON.parse(text) as { customerId: number | string; customerCreated: boolean };
	};
	for (const mobile of mobiles) {
		const told = await Promise.all([add(mobile), add(mobile)]);
		const customers = await hub.customersWithMobile(mobile);
		const right =
			customers.length === 1 &&
			told.every(({ customerId }) => String(customerId) === customers[0].id) &&
			told.filter(({ customerCreated }) => customerCreated).length === 1;
		if (!right)
			throw new Failure(`${mobile}: ${customers.length} customers, and told: ${JSON.stringify(told)}`);
	}
	const inside = await hub.customersIn(groupId);
	if (new Set(inside).size !== inside.length) throw new Failure('Somebody is in the group twice.');
	const creations = (await hub.requests())
		.slice(since)
		.filter(({ method, path }) => method === 'POST' && path === '/v1/customers');
	const both = mobiles.filter(
		(mobile) => creations.filter(({ body }) => body.includes(mobile)).length > 1,
	).length;
	if (both === 0) throw new Failure('No two executions met: nothing was tested.');
	return both;
}
