import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { Refusal } from '../../api/errors';
import { givenIn } from '../../api/identification';
import type { Id } from '../../api/ids';
import type { GroupChoice } from '../../api/types';
import type { Field, Fields } from '../../editor/fields';
import { ifNotFoundField } from '../../editor/ifNotFound';
import { CustomerReader } from '../people/customerReader';
import { People } from '../people/people';
import { warnOfPhoneNumbers } from '../people/phoneNumbers';
import { notFoundButCreatable } from '../people/refusals';
import type { Counted, Operation, Work } from '../run/operation';
import type { Output } from '../run/results';
import type { Run } from '../run/run';
import { nameByItem, type Entry, type GroupOfCustomers } from './customers';
import { placesOf, type Place } from './places';

/** What an operation on the customers of a group does with them. */
interface Spec {
	option: INodePropertyOptions;
	fields: Fields & { group: Field<GroupChoice> };
	counted: Counted;
	/** What an unknown customer means: their item fails, they are created where the node says so, or this is the output. */
	ifNotFound: 'refuse' | 'mayCreate' | ((listId: Id) => IDataObject);
	/** Does the work for all customers of a group; gives a function that says what became of each. */
	run(run: Run, group: GroupOfCustomers): Promise<(customerId: Id) => IDataObject | Refusal>;
}

/** The places of one group, with those whose customers DM Hub does not know. */
interface ResolvedGroup extends GroupOfCustomers {
	entries: Entry[];
	absent: Array<Pick<Place, 'item' | 'position'>>;
}

/** An operation on customers, with one work per group. */
export function perGroup(spec: Spec): Operation {
	return {
		...spec,
		plan: async (run, inputs) => {
			const reader = new CustomerReader(inputs);
			const creates =
				spec.ifNotFound === 'mayCreate' &&
				reader.identification !== undefined &&
				inputs.read(ifNotFoundField, 0) === 'create';
			const places = await placesOf(run, inputs, spec.fields, reader, creates);
			const ifNotFound = creates ? 'create' : typeof spec.ifNotFound === 'function' ? 'tell' : 'refuse';
			const people = new People(run, reader.identification, ifNotFound);
			await people.resolve(places);

			const groups = new Map<Id, ResolvedGroup>();
			for (const { listId } of places)
				if (!groups.has(listId)) groups.set(listId, { listId, entries: [], absent: [] });
			for (const { item, position, reference, listId } of places) {
				const to = people.of(reference);
				const customer = givenIn(reference);
				if (to === undefined) continue;
				if ('customerId' in to) {
					const { customerId, created } = to;
					groups.get(listId)!.entries.push({ item, position, customerId, customer, created });
				} else if ('refusal' in to) run.fail({ item, position, cause: to.refusal, listId, customer });
				else if (ifNotFound === 'tell') groups.get(listId)!.absent.push({ item, position });
				// Not created yet, since somebody else is refused: that failure ends the run.
				else if (ifNotFound === 'create') continue;
				else {
					const cause = spec.ifNotFound === 'mayCreate' ? notFoundButCreatable(to.absent) : to.absent;
					run.fail({ item, position, cause, listId, customer });
				}
			}
			warnOfPhoneNumbers(run, places);
			return worksOf(run, spec, groups.values(), creates);
		},
	};
}

function worksOf(run: Run, spec: Spec, groups: Iterable<ResolvedGroup>, creates: boolean): Work[] {
	return [...groups].map((group) => ({
		items: [...group.entries, ...group.absent].map(({ item }) => item),
		listId: group.listId,
		customerOf: nameByItem(() => group.entries),
		run: async function* () {
			if (group.entries.length > 0) yield outputsOf(group, await spec.run(run, group), creates);
			if (group.absent.length > 0) yield await outputsOfAbsent(run, group, spec.ifNotFound);
		},
	}));
}

/** Somebody unknown is in no group; a group that nobody has been asked about may be gone. */
async function outputsOfAbsent(
	run: Run,
	{ listId, entries, absent }: ResolvedGroup,
	ifNotFound: Spec['ifNotFound'],
): Promise<Output[]> {
	if (typeof ifNotFound !== 'function') return [];
	if (entries.length === 0) await run.groups.believeEmpty(listId);
	run.notes.done += absent.length;
	return absent.map((place) => ({ ...place, json: ifNotFound(listId) }));
}

function* outputsOf(
	{ listId, entries }: GroupOfCustomers,
	outcomeOf: (customerId: Id) => IDataObject | Refusal,
	creates: boolean,
): Generator<Output> {
	for (const { item, position, customerId, customer, created } of entries) {
		const outcome = outcomeOf(customerId);
		if (outcome instanceof Refusal) yield { item, position, cause: outcome, customerId, customer, listId };
		else
			yield {
				item,
				position,
				json: creates ? { ...outcome, customerCreated: created === true } : outcome,
			};
	}
}
