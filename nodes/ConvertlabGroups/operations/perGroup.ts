import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { settle } from '../../api/promises';
import { chosenDetails, type DetailOptions } from '../../editor/customerDetails';
import { customerSelection, ifNotFoundField } from '../../editor/customers';
import type { Fields, Params } from '../../editor/fields';
import { newCustomerField } from '../../editor/newCustomer';
import { customerDetails, withCustomer, type DetailsOf } from '../customers/details';
import {
	customerByItem,
	customerIn,
	distinctCustomers,
	entriesByGroup,
	readEntries,
	type GroupOfCustomers,
	type IfNotFound,
	type GroupEntries,
} from '../customers/entries';
import { CustomerLookup } from '../customers/lookup';
import { CustomerReader, phoneNumberAdvice, type GroupFields } from '../customers/readRows';
import { Failures } from '../membership/failures';
import type { Operation, Task } from '../run/operation';
import type { Output } from '../run/results';
import type { Run } from '../run/run';
import type { Progress } from '../run/summary';

/** What became of each customer; `null` stands for somebody whom DM Hub does not know. */
type ResultOf = (customerId: Id | null) => IDataObject | Refusal;

/** The customers of one group, and what an operation needs to work on them. */
interface GroupTask<G extends GroupFields, F extends Fields> extends GroupOfCustomers {
	/** All groups that the operation chooses, by the names of their fields; `listId` is the first of them. */
	groups: { [K in keyof G]: Id };
	params: Params<F>;
	/** Each customer once, in the order in which they are first named. */
	customers: Set<Id>;
	/** Where a customer fails; ends a run that stops at its first refusal. */
	failures: Failures;
}

interface Spec<G extends GroupFields, F extends Fields> {
	option: INodePropertyOptions;
	/** The first one is the group whose customers they are. */
	groups: G;
	/** Fields of its own. */
	fields: F;
	/** Which fields of the customers its outputs hold. */
	details(params: Params<F>): DetailOptions;
	progress: Progress;
	/** What somebody unknown means: their item fails, they are created where the node says so, or the operation tells. */
	ifNotFound: 'refuse' | 'mayCreate' | 'report';
	/** Whether its tasks must not run side by side. */
	sequential?: boolean;
	/** Does the work for all customers of a group; gives a function that says what became of each. Throws a Refusal. */
	run(run: Run, task: GroupTask<G, F>): Promise<ResultOf>;
}

/** What an output tells of its customer beside what became of them. */
interface Identification {
	/** Whether it says who was created. */
	creates: boolean;
	/** The parameter that identified the customer; none for ids, which are there anyway. */
	identifiedBy: string | undefined;
}

/** An operation on customers, with one task per group. */
export function perGroup<const G extends GroupFields, const F extends Fields>(spec: Spec<G, F>): Operation {
	const mayCreate = spec.ifNotFound === 'mayCreate';
	return {
		...spec,
		fields: {
			...spec.groups,
			...customerSelection,
			...(mayCreate ? { ifNotFound: ifNotFoundField, newCustomer: newCustomerField } : {}),
			...spec.fields,
		},
		customerOf: customerIn,
		plan: async (run, parameters) => {
			const reader = new CustomerReader(parameters);
			const byIdentifier = reader.type !== undefined;
			const creates = mayCreate && byIdentifier && parameters.read(ifNotFoundField, 0) === 'create';
			const named = await readEntries(run, parameters, reader, spec);
			const lookup = new CustomerLookup(run);
			const references = named.map(({ reference }) => reference);
			await lookup.find(references);
			const whyNobodyCreated = creates
				? await lookup.createUnknown(parameters, named)
				: new Map<Id, Refusal>();
			const ifNotFound: IfNotFound = creates ? 'create' : spec.ifNotFound === 'report' ? 'report' : 'refuse';
			const groups = entriesByGroup(
				run,
				ifNotFound,
				mayCreate ? 'create' : 'check',
				lookup,
				named,
				whyNobodyCreated,
			);
			const advice = phoneNumberAdvice(run, references);
			const shown = { creates, identifiedBy: byIdentifier ? reader.parameterName : undefined };
			return groups.map((group) => taskOf(run, spec, group, advice, shown));
		},
	};
}

function taskOf<G extends GroupFields, F extends Fields>(
	run: Run,
	spec: Spec<G, F>,
	group: GroupEntries<F>,
	advice: string,
	shown: Identification,
): Task {
	const { listId, entries, unknown } = group;
	return {
		items: [...entries, ...unknown].map(({ item }) => item),
		listId,
		customerOf: customerByItem(function* () {
			for (const { item, given, customerId } of entries) yield { item, customer: given, customerId };
			for (const { item, given } of unknown) yield { item, customer: given };
		}),
		run: async function* () {
			const customers = distinctCustomers(group);
			const failures = new Failures(run, group, advice);
			const groups = group.groups as { [K in keyof G]: Id };
			const ran = await settle(runWithDetails(run, spec, { ...group, groups, customers, failures }));
			if (ran instanceof Refusal) {
				failures.refuse([...customers], ran);
				if (run.stopsAtRefusal) throw ran;
			}
			run.summary.refused += failures.refused.size;
			const { of, details } = ran instanceof Refusal ? { of: () => ran, details: undefined } : ran;
			const notFound = new Set(unknown.map(({ identity }) => identity)).size;
			if (notFound > 0 && of(null) instanceof Refusal) run.summary.refused += notFound;
			else run.summary.counting(() => notFound);
			yield outputsOf(group, failures, of, details, shown);
		},
	};
}

/** What became of the customers of a group. Their fields are read first: a missing right must not fail who was added. */
async function runWithDetails<G extends GroupFields, F extends Fields>(
	run: Run,
	spec: Spec<G, F>,
	task: GroupTask<G, F>,
): Promise<{ of: ResultOf; details: DetailsOf | undefined }> {
	const chosen = chosenDetails(spec.details(task.params));
	const details = chosen && (await customerDetails(run, task.customers, chosen));
	return { of: await spec.run(run, task), details };
}

function* outputsOf<F extends Fields>(
	{ listId, entries, unknown }: GroupEntries<F>,
	{ refused }: Failures,
	of: ResultOf,
	details: DetailsOf | undefined,
	{ creates, identifiedBy }: Identification,
): Generator<Output> {
	const jsonOf = (outcome: IDataObject, customerId: Id | null, given: string | number | undefined) => {
		const json = details ? withCustomer(outcome, details(customerId)) : outcome;
		if (identifiedBy !== undefined && given !== undefined) json[identifiedBy] = given;
		return json;
	};
	for (const { item, position, customerId, given, created } of entries) {
		const outcome = refused.get(customerId) ?? of(customerId);
		if (outcome instanceof Refusal)
			yield { item, position, cause: outcome, customerId, customer: given, listId };
		else {
			const json = jsonOf(outcome, customerId, given);
			if (creates) json.customerCreated = created === true;
			yield { item, position, json };
		}
	}
	for (const { item, position, given } of unknown) {
		const outcome = of(null);
		if (outcome instanceof Refusal) yield { item, position, cause: outcome, customer: given, listId };
		else yield { item, position, json: jsonOf(outcome, null, given) };
	}
}
