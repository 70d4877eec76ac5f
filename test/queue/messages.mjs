import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../harness/children.mjs';

const groupOfTheForm = '金卡会员';

/** Waits until the trigger, which looks every minute, has announced all of them; each must be a member too. */
export async function untilAnnounced(hub, customers) {
	const [{ id }] = await hub.groupsNamed(groupOfTheForm);
	const members = new Set(await hub.customersIn(id));
	const lost = customers.filter((customer) => !members.has(customer));
	if (lost.length > 0)
		throw new Failure(`These customers sent the form and did not join: ${lost.join(', ')}`);
	for (const end = Date.now() + 150_000; ; await sleep(1000)) {
		const messages = await hub.ask('messages');
		const announced = new Set(messages.map(({ customerId }) => String(customerId)));
		const silent = customers.filter((customer) => !announced.has(customer));
		if (silent.length === 0) return;
		if (Date.now() > end) throw new Failure(`The trigger has not announced: ${silent.join(', ')}`);
	}
}
