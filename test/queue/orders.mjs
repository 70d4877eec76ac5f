/** What is asked for: 20 executions, four for each of five groups, no customer twice. */
const executions = 20;
const groups = 5;
const customersEach = 400;
/** Beyond 2^53: whoever rounds them adds somebody else. */
const firstCustomer = 1_627_652_953_215_300_001n;

export const exportedGroup = 'To export';

export const seed = [
	...Array.from({ length: groups }, (_, at) => ({ name: `Scale ${at + 1}` })),
	{ name: exportedGroup, members: 20_000, firstCustomerId: '1627652953216000001' },
];

/** @returns {{ groupId: string, customerIds: string[] }[]} one per execution */
export function ordersFor(groupIds) {
	return Array.from({ length: executions }, (_, at) => ({
		groupId: groupIds[at % groups],
		customerIds: Array.from({ length: customersEach }, (_, customer) =>
			String(firstCustomer + BigInt(at * customersEach + customer)),
		),
	}));
}

/** @returns what is wrong in the groups, one line each; none when each holds exactly what was asked */
export async function deviations(hub, orders) {
	const wrong = [];
	for (const groupId of new Set(orders.map((order) => order.groupId))) {
		const wanted = orders.filter((order) => order.groupId === groupId).flatMap((order) => order.customerIds);
		const members = await hub.customersIn(groupId);
		const there = new Set(members);
		const lost = wanted.filter((customer) => !there.has(customer));
		const asked = new Set(wanted);
		const strangers = members.filter((customer) => !asked.has(customer));
		const doubled = members.length - there.size;
		if (lost.length + strangers.length + doubled > 0)
			wrong.push(
				`group ${groupId}: ${lost.length} of ${wanted.length} missing, ${strangers.length} strangers, ${doubled} doubled`,
			);
	}
	return wrong;
}

/** @returns the orders of which a customer is not in the group */
export async function unfinished(hub, orders) {
	const members = new Map();
	for (const { groupId } of orders)
		if (!members.has(groupId)) members.set(groupId, new Set(await hub.customersIn(groupId)));
	return orders.filter(({ groupId, customerIds }) =>
		customerIds.some((customer) => !members.get(groupId).has(customer)),
	);
}
