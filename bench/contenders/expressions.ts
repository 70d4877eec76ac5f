import { customersOf, type Contender } from '../jobs';
import { nodeThat, runChain } from './n8n';

/** What n8n takes to evaluate one expression per item: no node that reads a field of its items can do without. */
export const expressions: Contender = (job, hub) => {
	const input = customersOf(job).map((customerId) => ({ customerId }));
	const type = nodeThat(async function () {
		const ids = this.getInputData().map((_, item) => this.getNodeParameter('customerId', item));
		return [ids.map((id) => ({ json: { id: String(id) } }))];
	});
	const parameters = { customerId: '={{ String($json.customerId) }}' };
	return async () => (await runChain(hub, input, [{ type, parameters }])).length;
};
