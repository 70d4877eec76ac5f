import type { INodePropertyOptions } from 'n8n-workflow';
import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import type { GroupChoice } from '../../api/types';
import type { Field, Fields, Params } from '../../editor/fields';
import type { Inputs } from '../run/inputs';
import { readItems, resolveGroups } from '../run/items';
import type { Counted, Operation } from '../run/operation';
import { isBinary, type Output, type Payload } from '../run/results';
import type { Run } from '../run/run';
import { PeopleOfAllKinds, type NamedPerson } from './peopleOfAllKinds';

/** The group of an item: an id where its field is required, perhaps undefined where it may be empty. */
type ListIdOf<F extends Fields> = F extends { group: Field<infer G> }
	? undefined extends G
		? Id | undefined
		: Id
	: undefined;

/** An item whose parameters are valid, with its group and person resolved to ids. */
export interface Row<F extends Fields> {
	item: number;
	params: Params<F>;
	listId: ListIdOf<F>;
	/** The customer it names, where it names one other than by id. */
	customerId: Id | undefined;
}

/** An operation that does one thing per input item. */
export function perItem<const F extends Fields>(spec: {
	option: INodePropertyOptions;
	fields: F;
	counted: Counted;
	oneAfterAnother?: boolean;
	isNoTool?: boolean;
	/** Refuses parameters that do not go together; throws an InvalidParameter. */
	check?(params: Params<F>): void;
	/** The person that the parameters name other than by id. */
	person?(params: Params<F>): NamedPerson | undefined;
	/** Items with the same key are one thing to do: it is done once, and each item gets its output. */
	key?(row: Row<F>): string;
	/** One page of outputs after the other; the item fails as a whole when this throws. */
	run(run: Run, row: Row<F>): AsyncIterable<Payload[]>;
}): Operation {
	return {
		...spec,
		plan: async (run, inputs) => {
			const rows = await readRows(run, inputs, spec);
			const together = new Map<string | number, Array<Row<F>>>();
			for (const row of rows) {
				const key = spec.key?.(row) ?? row.item;
				const same = together.get(key);
				if (same) same.push(row);
				else together.set(key, [row]);
			}
			return [...together.values()].map((same) => ({
				items: same.map(({ item }) => item),
				listId: same[0].listId,
				run: async function* (): AsyncGenerator<Output[]> {
					for await (const page of spec.run(run, same[0]))
						yield same.map(({ item }) => ({ item, page: same.length > 1 ? page.map(copied) : page }));
					run.notes.done += same.length;
				},
			}));
		},
	};
}

/** Items must not share their data: what one path of a workflow changes must not show in another. */
const copied = (payload: Payload): Payload => (isBinary(payload) ? payload : { ...payload });

/** Reads every item, then resolves what they name. A failure stops the run here, or fails its item. */
async function readRows<F extends Fields>(
	run: Run,
	inputs: Inputs,
	spec: {
		fields: F;
		check?(params: Params<F>): void;
		person?(params: Params<F>): NamedPerson | undefined;
	},
): Promise<Array<Row<F>>> {
	const read: Array<{ item: number; params: Params<F>; person?: NamedPerson }> = [];
	const readOne = (item: number) => {
		const params = readParams(inputs, spec.fields, item);
		spec.check?.(params);
		return { params, person: spec.person?.(params) };
	};
	for (const row of readItems(inputs, readOne))
		if ('problem' in row) run.fail({ item: row.item, cause: row.problem });
		else read.push({ item: row.item, ...row.params });

	const groupOf = (params: Params<F>) => (params as { group?: GroupChoice }).group;
	const listIdOf = await resolveGroups(
		run,
		read.map(({ params }) => groupOf(params)),
	);
	const people = new PeopleOfAllKinds(run);
	await people.find(read.map(({ person }) => person));

	const rows: Array<Row<F>> = [];
	for (const { item, params, person } of read) {
		const listId = listIdOf(groupOf(params));
		const customer = people.of(person);
		const named = { customer: person?.person.given };
		if (listId instanceof Refusal) run.fail({ item, cause: listId, ...named });
		else if (customer && 'refusal' in customer)
			run.fail({ item, cause: customer.refusal, ...named, listId: listId });
		else {
			const row = { item, params, listId: listId, customerId: customer?.customerId };
			rows.push(row as Row<F>);
		}
	}
	return rows;
}

function readParams<F extends Fields>(inputs: Inputs, fields: F, item: number): Params<F> {
	return Object.fromEntries(
		Object.entries(fields).map(([key, field]) => [key, inputs.read(field, item)]),
	) as Params<F>;
}
