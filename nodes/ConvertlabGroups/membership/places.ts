import { Refusal } from '../../api/errors';
import type { CustomerReference } from '../../api/identification';
import type { Id } from '../../api/ids';
import type { GroupChoice } from '../../api/types';
import type { Field, Fields } from '../../editor/fields';
import { InvalidParameter } from '../../editor/invalidParameter';
import { newCustomerField, type NewCustomer } from '../../editor/newCustomer';
import type { CustomerReader } from '../people/customerReader';
import { caught, type Inputs } from '../run/inputs';
import { readItems, resolveGroups } from '../run/items';
import type { Run } from '../run/run';
import { named } from './customers';

/** What one input item asks for. */
interface Asked {
	group: GroupChoice;
	customers: Array<CustomerReference | InvalidParameter>;
	draft: NewCustomer;
}

/** One place in the output: an item, or one entry of its list. */
export interface Place {
	item: number;
	position?: number;
	reference: CustomerReference;
	draft: NewCustomer;
	listId: Id;
}

/** Reads all items, then resolves their groups to ids. */
export async function placesOf(
	run: Run,
	inputs: Inputs,
	fields: Fields & { group: Field<GroupChoice> },
	people: CustomerReader,
	creates: boolean,
): Promise<Place[]> {
	const read: Array<{ item: number } & Asked> = [];
	const readOne = (item: number): Asked => {
		if (fields.options) inputs.read(fields.options, item);
		return {
			group: inputs.read(fields.group, item),
			customers: people.readSome(item),
			draft: creates ? inputs.read(newCustomerField, item) : { fields: {} },
		};
	};
	/** Fails all customers of an item, each in its place; an item that names nobody has one. */
	const failAll = (item: number, customers: Asked['customers'], cause: unknown) => {
		if (!people.isList || customers.length === 0) return run.fail({ item, cause, ...named(customers) });
		for (const [position, one] of customers.entries()) run.fail({ item, position, cause, ...named([one]) });
	};
	for (const row of readItems(inputs, readOne)) {
		if ('problem' in row) {
			const tried = caught(() => people.read(row.item));
			failAll(row.item, 'value' in tried ? tried.value : [], row.problem);
		} else {
			const { item, params } = row;
			const unreadable = params.customers.findIndex((one) => one instanceof InvalidParameter);
			if (unreadable !== -1 && run.stopsAtRefusal) run.fail({ item, cause: params.customers[unreadable] });
			read.push({ item, ...params });
		}
	}
	const listIdOf = await resolveGroups(
		run,
		read.map(({ group }) => group),
	);
	const places: Place[] = [];
	for (const { item, group, customers, draft } of read) {
		const found = listIdOf(group);
		if (found instanceof Refusal) {
			failAll(item, customers, found);
			continue;
		}
		const listId = found!;
		for (const [index, reference] of customers.entries()) {
			const position = people.isList ? index : undefined;
			if (reference instanceof InvalidParameter) run.fail({ item, position, cause: reference, listId });
			else places.push({ item, position, reference, draft, listId });
		}
	}
	return places;
}
