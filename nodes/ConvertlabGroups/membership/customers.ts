import { type Id } from '../../api/ids';
import { Refusal } from '../../api/errors';
import { customerIdField, customerIdsField, customersFromField, type GroupChoice } from '../memberFields';
import type { Field } from '../fields';
import { Misuse } from '../misuse';
import type { Inputs } from '../inputs';
import { readRows, type Operation, type Work } from '../operation';
import { Stop, type Output } from '../results';
import type { Run } from '../run';

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
	entries: Entry[];
}

/** What an item asks for: the ids it names, each for itself, since one in a list may be unreadable. */
export interface CustomerRow {
	item: number;
	listId: Id;
	isList: boolean;
	ids: Array<Id | Misuse>;
}

type Choice = { group: GroupChoice; isList: boolean; ids: Array<Id | Misuse> };

/** Reads which customers of which group every item names. */
export async function readCustomerRows(
	run: Run,
	inputs: Inputs,
	group: Field<GroupChoice>,
	whenEmpty: (ids: Array<Id | Misuse>) => Array<Id | Misuse> = refuseEmptyList,
): Promise<{ rows: CustomerRow[]; failed: Output[] }> {
	const isList = inputs.read(customersFromField, 0) === 'list';
	const { rows, failed } = await readRows<Choice>(run, inputs, (item) => ({
		group: inputs.read(group, item),
		isList,
		ids: isList ? whenEmpty(inputs.read(customerIdsField, item)) : [inputs.read(customerIdField, item)],
	}));
	return {
		rows: rows.map(({ item, params, listId }) => ({ item, listId: listId ?? '', isList, ids: params.ids })),
		failed,
	};
}

function refuseEmptyList(ids: Array<Id | Misuse>): Array<Id | Misuse> {
	if (ids.length === 0) throw new Misuse('Customer IDs is empty');
	return ids;
}

/** Sorts what the items ask for into one work per group. */
export function perGroup(spec: {
	option: Operation['option'];
	fields: Operation['fields'] & { group: Field<GroupChoice> };
	counted: Operation['counted'];
	run(run: Run, group: GroupOfCustomers): AsyncIterable<Output>;
}): Operation {
	return {
		...spec,
		plan: async (run, inputs) => {
			const { rows, failed } = await readCustomerRows(run, inputs, spec.fields.group);
			const groups = new Map<Id, GroupOfCustomers>();
			for (const { item, listId, isList, ids } of rows) {
				const group = groups.get(listId) ?? { listId, entries: [] };
				groups.set(listId, group);
				ids.forEach((id, index) => {
					const position = isList ? index : undefined;
					if (typeof id === 'string') group.entries.push({ item, position, customerId: id });
					else if (run.stopsAtRefusal) throw new Stop({ item, cause: id });
					else failed.push({ item, position, cause: id, listId });
				});
			}
			const works: Work[] = [...groups.values()].map((group) => ({
				items: group.entries.map(({ item }) => item),
				listId: group.listId,
				run: () => spec.run(run, group),
			}));
			return { works, failed };
		},
	};
}

/** The customers of a group, each once, in the order of their first mention. */
export const distinctCustomers = ({ entries }: GroupOfCustomers): Id[] => [
	...new Set(entries.map(({ customerId }) => customerId)),
];

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
			const item =
				this.group.entries.find((entry) => entry.customerId === customerId)?.item ??
				this.group.entries[0]?.item ??
				0;
			throw this.run.stop({ item, cause: refusal, customerId, listId: this.group.listId });
		}
		for (const customer of customers) this.refused.set(customer, refusal);
		this.run.notes.refused += customers.length;
	}

	/** Whether a customer is settled as refused; its output then. */
	failure({ item, position, customerId }: Entry): Output | undefined {
		const cause = this.refused.get(customerId);
		return cause && { item, position, cause, customerId, listId: this.group.listId };
	}
}

/** The customers that the server's own words name. */
export function namedIn(refusal: Refusal, customers: Id[]): Id[] {
	const digits = new Set(refusal.words?.match(/\d+/g));
	return digits.size === 0 ? [] : customers.filter((customer) => digits.has(customer));
}
