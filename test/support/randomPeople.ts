import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Quirks, Sandbox } from '../../sandbox';
import { customerFilters } from '../../sandbox';
import { member } from './parameters';
import { byId, runNode, type NodeResult } from './runNode';
import { strike, strikes } from './strikes';

/** People who may be asked for; the number is all that their mobile number, email and identity differ in. */
export const LAST = 12;
const person = fc.integer({ min: 1, max: LAST });

/** Before any run: of identities, where DM Hub does not say who is new, the date decides. */
const LONG_AGO = '2020-02-02T02:02:02Z';

export const mobileOf = (one: number) => `1391234${String(one).padStart(4, '0')}`;
export const emailOf = (one: number) => `p${one}@example.com`;
export const memberNumberOf = (one: number) => `M-${one}`;

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
		existingMember: fc.constantFrom('same', 'second', 'error', 'omit'),
		unknownCustomer: fc.constantFrom('refuseBatch', 'refuseBatchNaming', 'skip'),
		refusedBatchKeeps: fc.boolean(),
		removeAnswer: fc.constantFrom('error_code', '204', 'true'),
		errorStyle: fc.constantFrom('error_code', 'error', 'success'),
		idsAsStrings: fc.boolean(),
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
