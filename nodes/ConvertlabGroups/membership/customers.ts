import type { IDataObject } from 'n8n-workflow';
import type { Id } from '../../api/ids';
import { Refusal } from '../../api/errors';
import { customerIdField, customerIdsField, customersFromField } from '../../editor/customerFields';
import type { Field } from '../../editor/fields';
import { InvalidParameter } from '../../editor/invalidParameter';
import type { Inputs } from '../run/inputs';
import { readRows, type Operation, type Work } from '../run/operation';
import { Stop, type Output } from '../run/results';
import type { Run } from '../run/run';
import type { GroupChoice } from '../../api/types';

/** A customer that an input item asks something for; `position` is its place in the item's list. */
export interface Entry {
	item: number;
	position?: number;
	customerId: Id;
}

/** All that a run asks for one group. */
export interface GroupOfCustomers {
	listId: Id;
	/** In the order of the input; a customer may be asked for more than once. */
	entries: Iterable<Entry>;
}

/** Sorts what the items ask for into one work per group. */
export function perGroup(spec: {
	option: Operation['option'];
	fields: Operation['fields'] & { group: Field<GroupChoice> };
	counted: Operation['counted'];
	/** Does it for all customers of a group; tells then what each one comes to. */
	run(run: Run, group: GroupOfCustomers): Promise<(customerId: Id) => IDataObject | Refusal>;
}): Operation {
	return {
		...spec,
		plan: async (run, inputs) => {
			const isList = inputs.read(customersFromField, 0) === 'list';
			const { rows, failed } = await readRows(run, inputs, (item) => ({
				group: inputs.read(spec.fields.group, item),
				ids: isList ? readList(inputs, item) : [inputs.read(customerIdField, item)],
			}));
			const groups = new Map<Id, { listId: Id; entries: Entry[] }>();
			for (const { item, listId = '', params } of rows) {
				const group = groups.get(listId) ?? { listId, entries: [] };
				groups.set(listId, group);
				params.ids.forEach((id, index) => {
					const position = isList ? index : undefined;
					if (typeof id === 'string') group.entries.push({ item, position, customerId: id });
					else if (run.stopsAtRefusal) throw new Stop({ item, cause: id });
					else failed.push({ item, position, cause: id, listId });
				});
			}
			const works: Work[] = [...groups.values()].map((group) => ({
				items: group.entries.map(({ item }) => item),
				listId: group.listId,
				run: async function* () {
					yield outputsOf(group, await spec.run(run, group));
				},
			}));
			return { works, failed };
		},
	};
}

/** Each for itself, since one in a list may be unreadable. */
function readList(inputs: Inputs, item: number): Array<Id | InvalidParameter> {
	const ids = inputs.read(customerIdsField, item);
	if (ids.length === 0) throw new InvalidParameter('Customer IDs is empty');
	return ids;
}

function* outputsOf(
	{ listId, entries }: GroupOfCustomers,
	outcomeOf: (customerId: Id) => IDataObject | Refusal,
): Generator<Output> {
	for (const { item, position, customerId } of entries) {
		const outcome = outcomeOf(customerId);
		yield outcome instanceof Refusal
			? { item, position, cause: outcome, customerId, listId }
			: { item, position, json: outcome };
	}
}

/** As often as they are asked for. */
export function* customersOf({ entries }: GroupOfCustomers): Generator<Id> {
	for (const { customerId } of entries) yield customerId;
}

/** Each once, in the order of their first mention. */
export const distinctCustomers = (group: GroupOfCustomers): Set<Id> => new Set(customersOf(group));

/**
 * How the customers of one group fared. In stop mode the first refusal ends the run here, naming the item whose
 * customer the server names, else the first one.
 */
export class Fates {
	readonly refused = new Map<Id, Refusal>();

	constructor(
		readonly run: Run,
		readonly group: GroupOfCustomers,
	) {}

	refuse(customers: Id[], refusal: Refusal): void {
		if (this.run.stopsAtRefusal) {
			const customerId = namedIn(refusal, customers)[0] ?? customers[0];
			const item = this.itemOf(customerId);
			throw this.run.stop({ item, cause: refusal, customerId, listId: this.group.listId });
		}
		for (const customer of customers) this.refused.set(customer, refusal);
		this.run.notes.refused += customers.length;
	}

	/** The item that asked for the customer first; the first one of all where none did. */
	private itemOf(customerId: Id): number {
		let first: number | undefined;
		for (const entry of this.group.entries) {
			if (entry.customerId === customerId) return entry.item;
			first ??= entry.item;
		}
		return first ?? 0;
	}
}

/** The customers that the server's own words name. */
export function namedIn(refusal: Refusal, customers: Id[]): Id[] {
	const digits = new Set(refusal.words?.match(/\d+/g));
	return digits.size === 0 ? [] : customers.filter((customer) => digits.has(customer));
}
