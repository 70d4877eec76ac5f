import fc from 'fast-check';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { customerFilters, type CustomerState, type Quirks, type Sandbox } from '../../sandbox';
import { upFrom } from '../support/inputs';
import { byId, member } from '../support/parameters';
import { runNode, type NodeResult } from '../support/run';
import { changingGroups, isSent, sentIds, strike, strikes } from './strikes';

/** People who may be asked for; the number is all that their mobile number, email and identity differ in. */
const LAST = 12;
const person = fc.integer({ min: 1, max: LAST });

/** Before any run: of identities, where DM Hub does not say who is new, the date decides. */
const LONG_AGO = '2020-02-02T02:02:02Z';

const mobileOf = (one: number) => `1391234${String(one).padStart(4, '0')}`;
const emailOf = (one: number) => `p${one}@example.com`;
const memberNumberOf = (one: number) => `M-${one}`;

export const scenarioOfPeople = fc.record({
	operation: fc.constantFrom('add' as const, 'remove' as const, 'check' as const, 'sync' as const),
	by: fc.constantFrom('mobile' as const, 'email' as const, 'identity' as const),
	ifNotFound: fc.constantFrom('refuse' as const, 'leaveOut' as const, 'create' as const),
	/** Whether newcomers bring a second value that somebody else may have. */
	brings: fc.boolean(),
	stops: fc.boolean(),
	known: fc.uniqueArray(person, { maxLength: LAST }),
	/** Of whom there are two customers. */
	doubled: fc.uniqueArray(person, { maxLength: 1 }),
	/** Whom DM Hub knows only by the email, or, where that is what is asked by, by the mobile number. */
	halfKnown: fc.uniqueArray(person, { maxLength: 2 }),
	present: fc.uniqueArray(person, { maxLength: LAST }),
	asked: fc.array(person, { minLength: 1, maxLength: 16 }),
	strikes: strikes(10, ['badJson', 'refuse']),
	batchSize: fc.integer({ min: 1, max: 5 }),
	maxConcurrentRequests: fc.integer({ min: 1, max: 4 }),
	quirks: fc.record<Partial<Quirks>>({
		...changingGroups,
		customerFilters: fc.constantFrom([...customerFilters], ['mobile']),
		emailMatching: fc.constantFrom('exact', 'ignoreCase'),
		selectHonoured: fc.boolean(),
		customerRowCap: fc.constantFrom(null, 2, 5),
		customerPageOffset: fc.constantFrom('capped', 'asked'),
		customerRowOrder: fc.constantFrom('asked', 'newestFirst', 'scrambled'),
		customerRecords: fc.constantFrom('all', 'page'),
		customerCount: fc.constantFrom('bare', 'object', 'string', '404', 'refused'),
		globalNumbers: fc.boolean(),
		identitiesFromFields: fc.boolean(),
		removeAnswer: fc.constantFrom('error_code', '204', 'true'),
		errorStyle: fc.constantFrom('error_code', 'error', 'success'),
	}),
});
export type Scenario = typeof scenarioOfPeople extends fc.Arbitrary<infer T> ? T : never;

/** Whether this run may create customers. */
export const creates = ({ operation, ifNotFound }: Scenario): boolean =>
	ifNotFound === 'create' && (operation === 'add' || operation === 'sync');

/** Whether nobody can be searched by email on this server, neither by the field nor as an identity. */
export const cannotSearchEmails = ({ quirks }: Scenario): boolean =>
	!quirks.customerFilters?.includes('email') && !quirks.identitiesFromFields;

/** Customers and a group with some of them, two of whom nobody asks for. @returns the group's id */
export function settle(hub: Sandbox, given: Scenario): string {
	hub.reset();
	Object.assign(hub.quirks, given.quirks);
	const { id } = hub.addGroup({ name: '金卡会员' });
	const known = (one: number) =>
		hub.addCustomer({
			name: `known ${one}`,
			dateCreated: LONG_AGO,
			mobile: mobileOf(one),
			email: emailOf(one),
			identities: [{ identityType: 'member-no', identityValue: memberNumberOf(one) }],
		}).id;
	for (const one of given.halfKnown)
		if (!given.known.includes(one))
			hub.addCustomer({
				dateCreated: LONG_AGO,
				...(given.by === 'email' ? { mobile: mobileOf(one) } : { email: emailOf(one) }),
			});
	for (const one of given.known) {
		const customers = given.doubled.includes(one) ? [known(one), known(one)] : [known(one)];
		if (given.present.includes(one)) hub.addMembers(id, customers);
	}
	hub.addMembers(
		id,
		['13800000001', '13800000002'].map((mobile) => hub.addCustomer({ name: 'stranger', mobile }).id),
	);
	strike(hub, given.strikes);
	return id;
}

export async function run(hub: Sandbox, listId: string, given: Scenario): Promise<NodeResult> {
	const { operation, by, ifNotFound, batchSize, maxConcurrentRequests } = given;
	const options: IDataObject = { batchSize, maxConcurrentRequests };
	if (operation === 'sync') Object.assign(options, { removalLimit: 100, output: 'changes' });
	const second: INodeParameters =
		by === 'email' ? { mobile: '={{ $json.mobile }}' } : { email: '={{ $json.email }}' };
	return await runNode(hub, {
		// The same person in several spellings.
		input: given.asked.map((one, at) => ({
			mobile: at % 2 === 0 ? mobileOf(one) : `+86 ${mobileOf(one)}`,
			email: at % 2 === 0 ? emailOf(one) : emailOf(one).toUpperCase(),
			identityValue: memberNumberOf(one),
		})),
		parameters: member(operation, byId(listId), {
			customerBy: by,
			identityType: 'member-no',
			ifNotFound: ifNotFound === 'leaveOut' && operation === 'add' ? 'refuse' : ifNotFound,
			newCustomer: { name: 'new', ...(given.brings ? second : {}) },
			options: options as INodeParameters,
		}),
		onError: given.stops ? undefined : 'continueErrorOutput',
	});
}

/** Everything that DM Hub holds at one moment. */
export interface Held {
	customers: Map<string, CustomerState>;
	members: Set<string>;
}

export const heldBy = (hub: Sandbox, listId: string): Held => ({
	customers: new Map(hub.customers().map((customer) => [customer.id, customer])),
	members: new Set(hub.customersIn(listId)),
});

const everybody = upFrom(1, LAST);

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
