import { customersOf, type Contender } from '../jobs';
import { eachBatch } from './eachBatch';
import { nodeThat, runChain } from './n8n';

/** The plain loop once more, its requests sent by n8n's own helper: a node that may be verified has no other way out. */
export const n8nHttp: Contender = (job, hub) => {
	const customers = customersOf(job);
	const type = nodeThat(async function () {
		const added = new Map<number, unknown>();
		await eachBatch(job.width, customers, 500, async (batch) => {
			const { items } = (await this.helpers.httpRequest({
				method: 'POST',
				url: `${hub.url}/v1/listMembersBatch?access_token=${hub.token}`,
				body: { items: batch.map((customerId) => ({ customerId, listId: Number(hub.listId) })) },
				json: true,
			})) as { items: Array<{ customerId: number }> };
			for (const member of items) added.set(member.customerId, member);
		});
		return [customers.map((customerId) => ({ json: { member: Boolean(added.get(customerId)) } }))];
	});
	return async () => (await runChain(hub, [{}], [{ type, parameters: {} }])).length;
};
