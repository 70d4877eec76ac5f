import type { SandboxControl } from '../../harness/sandboxControl';

/** What is asked for: 20 executions, four for each of five groups. Each shares half of its people with the one before. */
const executions = 20;
const groups = 5;
const peopleEach = 100;
/** Nobody whom the sandbox knows, so that executions create the same people at once. */
const firstMobile = 13_000_000_000;

export const exportedGroup = 'To export';
export const exportedMembers = 20_000;
export const groupAtOnce = 'At once';
/** Two executions at once copy the one into the other, whose members lie among its own, and add to the third. */
export const copied = { from: 'Copy from', to: 'Copy to', members: 3_000, first: 10_001, already: 1_000 };
export const addedAtOnce = 'New at once';
/** Customers with the ids from 1 on, whom nobody adds. */
export const seededCustomers = 100;

const orderedGroups = Array.from({ length: groups }, (_, at) => `Scale ${at + 1}`);
/** Whether executions of the storm add to the group of this name. */
export const ordered = (name: string): boolean => orderedGroups.includes(name);

export const seed = {
	customers: seededCustomers,
	groups: [
		...orderedGroups.map((name) => ({ name })),
		{ name: groupAtOnce },
		{ name: addedAtOnce },
		{ name: copied.from, members: copied.members, firstCustomerId: copied.first },
		{ name: copied.to, members: copied.already, firstCustomerId: copied.first + 500 },
		{ name: exportedGroup, members: exportedMembers, firstCustomerId: '1627652953216000001' },
	],
};

export interface Order {
	groupId: string;
	mobiles: string[];
}

/** One per execution. */
export function ordersFor(groupIds: string[]): Order[] {
	return Array.from({ length: executions }, (_, at) => ({
		groupId: groupIds[at % groups],
		mobiles: Array.from({ length: peopleEach }, (_, person) =>
			String(firstMobile + (at * peopleEach) / 2 + person),
		),
	}));
}

/** @returns what is wrong, one line each; none when everybody exists once and each group holds exactly who was asked for */
export async function deviations(hub: SandboxControl, orders: Order[]): Promise<string[]> {
	const people = await idsOf(hub, orders);
	const odd = [...people].filter(([, ids]) => ids.length !== 1);
	const wrong =
		odd.length === 0
			? []
			: [`${odd.length} people are not one customer each, such as ${odd[0][0]}: ${odd[0][1].length}`];
	for (const groupId of new Set(orders.map((order) => order.groupId))) {
		const mobiles = orders.filter((order) => order.groupId === groupId).flatMap((order) => order.mobiles);
		const wanted = new Set(mobiles.flatMap((mobile) => people.get(mobile) ?? []));
		const members = await hub.customersIn(groupId);
		const there = new Set(members);
		const lost = [...wanted].filter((customer) => !there.has(customer));
		const strangers = members.filter((customer) => !wanted.has(customer));
		const doubled = members.length - there.size;
		if (lost.length + strangers.length + doubled > 0)
			wrong.push(
				`group ${groupId}: ${lost.length} of ${wanted.size} missing, ${strangers.length} strangers, ${doubled} doubled`,
			);
	}
	return wrong;
}

/** @returns the orders of which somebody is not in the group */
export async function unfinished(hub: SandboxControl, orders: Order[]): Promise<Order[]> {
	const people = await idsOf(hub, orders);
	const members = new Map<string, Set<string>>();
	for (const { groupId } of orders)
		if (!members.has(groupId)) members.set(groupId, new Set(await hub.customersIn(groupId)));
	return orders.filter(({ groupId, mobiles }) =>
		mobiles.some((mobile) => !people.get(mobile)?.some((id) => members.get(groupId)?.has(id))),
	);
}

/** The customers with each number that was asked for. */
async function idsOf(hub: SandboxControl, orders: Order[]): Promise<Map<string, string[]>> {
	const people = new Map<string, string[]>();
	for (const mobile of new Set(orders.flatMap(({ mobiles }) => mobiles))) {
		const customers = await hub.customersWithMobile(mobile);
		people.set(
			mobile,
			customers.map(({ id }) => id),
		);
	}
	return people;
}
