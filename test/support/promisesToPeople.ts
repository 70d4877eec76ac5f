import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { CustomerState, Sandbox } from '../../sandbox';
import {
	cannotSearchEmails,
	creates,
	emailOf,
	LAST,
	memberNumberOf,
	mobileOf,
	type Scenario,
} from './randomPeople';
import type { NodeResult } from './runNode';
import { isSent, sentIds } from './strikes';

/** Everything that DM Hub holds at one moment. */
export interface Held {
	customers: Map<string, CustomerState>;
	members: Set<string>;
}

export const heldBy = (hub: Sandbox, listId: string): Held => ({
	customers: new Map(hub.customers().map((customer) => [customer.id, customer])),
	members: new Set(hub.customersIn(listId)),
});

const everybody = Array.from({ length: LAST }, (_, at) => at + 1);

/** The customers who are this person by what the run identifies people by. */
export const ownersOf = (one: number, by: Scenario['by'], { customers }: Held): string[] =>
	[...customers.values()].flatMap(({ id, mobile, email, identities }) => {
		const is = {
			mobile: String(mobile).replace(/^\+86 /, '') === mobileOf(one),
			email: String(email).toLowerCase() === emailOf(one),
			identity: identities.some(({ identityValue }) => identityValue === memberNumberOf(one)),
		};
		return is[by] ? [id] : [];
	});

const detailsOf = ({ json }: INodeExecutionData) => json.details as IDataObject;
const personOf = (given: Scenario, { pairedItem }: INodeExecutionData): number =>
	given.asked[(pairedItem as { item: number }).item];
const idIn = (json: IDataObject): string => String(json.customerId);

/** Nobody is made twice, nobody is changed, and nobody is created who was not asked for, however the run ended. */
export function expectCustomersUnharmed(given: Scenario, before: Held, after: Held): void {
	for (const by of ['mobile', 'email', 'identity'] as const)
		for (const one of everybody) {
			const [earlier, now] = [before, after].map((held) => ownersOf(one, by, held).length);
			expect({ one, by, isDoubled: now > Math.max(1, earlier) }).toEqual({ one, by, isDoubled: false });
		}
	// Where DM Hub can search by no email, nobody can tell whether a newcomer's email is somebody else's.
	if (!given.brings || given.by === 'email' || !cannotSearchEmails(given))
		for (const [id, customer] of before.customers) expect(after.customers.get(id)).toEqual(customer);
	const asked = new Set(given.asked.flatMap((one) => ownersOf(one, given.by, after)));
	for (const id of after.customers.keys())
		if (!before.customers.has(id))
			expect({ id, may: creates(given) && asked.has(id) }).toEqual({ id, may: true });
}

/** Members change only as the operation may change them, and only for people who were asked for. */
export function expectMembersInBounds(given: Scenario, before: Held, after: Held): void {
	const asked = new Set(given.asked.flatMap((one) => ownersOf(one, given.by, after)));
	const joined = [...after.members].filter((id) => !before.members.has(id));
	const left = [...before.members].filter((id) => !after.members.has(id));
	expect(joined.filter((id) => !asked.has(id))).toEqual([]);
	if (given.operation === 'remove' || given.operation === 'check') expect(joined).toEqual([]);
	if (given.operation === 'add' || given.operation === 'check') expect(left).toEqual([]);
	if (given.operation === 'remove') expect(left.filter((id) => !asked.has(id))).toEqual([]);
	// Sync removes whoever was not asked for, and nobody else, whatever became of the look-ups.
	if (given.operation === 'sync') expect(left.filter((id) => asked.has(id))).toEqual([]);
}

/** Whatever is called unknown was sent, except where DM Hub did not search: then nobody can tell who it is. */
export function expectUnknownSent(hub: Sandbox, given: Scenario, { refused }: NodeResult, after: Held): void {
	const sent = sentIds(hub);
	for (const item of refused) {
		const { outcome, reason } = detailsOf(item);
		if (outcome !== 'unknown' || reason === 'notSearched') continue;
		const one = personOf(given, item);
		const wasSent =
			isSent(hub, [mobileOf(one), emailOf(one), memberNumberOf(one)]) ||
			ownersOf(one, given.by, after).some((id) => sent.has(id));
		expect({ one, wasSent }).toEqual({ one, wasSent: true });
	}
}

/** What the outputs say is so. */
export function expectOutputsTrue(given: Scenario, result: NodeResult, before: Held, after: Held): void {
	expect(result.error).toBeUndefined();
	const { operation, by } = given;
	const told = new Set<string>();
	const unknown = new Set<number>();
	for (const item of result.refused) {
		if (detailsOf(item).outcome === 'unknown') unknown.add(personOf(given, item));
		if (detailsOf(item).customerId !== undefined && creates(given)) told.add(idIn(detailsOf(item)));
	}
	for (const item of result.items) {
		const { json } = item;
		const one = personOf(given, item);
		if (operation === 'check' && json.customerId === null) {
			expect({ one, owners: ownersOf(one, by, after) }).toEqual({ one, owners: [] });
			continue;
		}
		const id = idIn(json);
		told.add(id);
		const isIn =
			operation === 'check'
				? json.isMember
				: operation === 'sync'
					? json.change === 'added'
					: operation === 'add';
		expect({ id, isIn: after.members.has(id) }).toEqual({ id, isIn });
		// The very person, and nobody who shares a value with somebody else.
		if (json.change !== 'removed' && !(by === 'email' && cannotSearchEmails(given)))
			expect(ownersOf(one, by, after)).toEqual([id]);
		if (operation === 'add' && creates(given))
			expect({ id, created: json.customerCreated }).toEqual({ id, created: !before.customers.has(id) });
	}
	const maybe = new Set([...unknown].flatMap((one) => ownersOf(one, by, after)));
	const isTold = (id: string) => told.has(id) || maybe.has(id);
	for (const id of after.members)
		if (!before.members.has(id)) expect({ id, told: isTold(id) }).toEqual({ id, told: true });
	if (operation !== 'sync') {
		expect(result.items.length + result.refused.length).toBe(given.asked.length);
		for (const id of before.members)
			if (!after.members.has(id)) expect({ id, told: isTold(id) }).toEqual({ id, told: true });
	}
	for (const id of after.customers.keys())
		if (!before.customers.has(id)) expect({ id, created: isTold(id) }).toEqual({ id, created: true });
}
