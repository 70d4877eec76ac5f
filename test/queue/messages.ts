import { Failure } from '../../harness/children';
import type { SandboxControl } from '../../harness/sandboxControl';
import { until } from '../../harness/waiting';

const groupOfTheForm = '金卡会员';

/** Waits until the trigger, which looks every minute, has announced all of them; each must be a member too. */
export async function untilAnnounced(hub: SandboxControl, customers: string[]): Promise<void> {
	const { id } = await hub.groupNamed(groupOfTheForm);
	const members = new Set(await hub.customersIn(id));
	const lost = customers.filter((customer) => !members.has(customer));
	if (lost.length > 0)
		throw new Failure(`These customers sent the form and did not join: ${lost.join(', ')}`);
	let silent = customers;
	await until(
		async () => {
			const announced = new Set((await hub.messages()).map(({ customerId }) => customerId));
			silent = customers.filter((customer) => !announced.has(customer));
			return silent.length === 0;
		},
		{
			seconds: 150,
			every: 1000,
			otherwise: () => `The trigger has not announced: ${silent.join(', ')}`,
		},
	);
}
