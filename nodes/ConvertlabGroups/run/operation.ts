import type { INodePropertyOptions } from 'n8n-workflow';
import type { Id } from '../../api/ids';
import type { Field, Fields, Params } from '../../editor/fields';
import { withFieldNames, type Inputs } from './inputs';
import { Stop, isBinary, type Output, type Payload } from './results';
import type { Run } from './run';
import { ChosenGroups } from '../../api/reading/whichGroup';
import type { GroupChoice } from '../../api/types';

/** The smallest thing that succeeds or fails together: one item's requests, or all of one group's customers. */
export interface Work {
	/** Input items it answers for; a refusal that names none fails them all. */
	items: number[];
	/** The group that it concerns, where it is one. */
	listId?: Id;
	/** Some outputs after the other, as they come. */
	run(): AsyncIterable<Iterable<Output>>;
}

/** One entry of the Operation selector: what the editor shows, and what it does. */
export interface Operation {
	option: INodePropertyOptions;
	fields: Fields;
	/** What its runs count, for hints and errors. */
	counted: { noun: string; verb: string };
	/** Whether its works must not run side by side. */
	oneAfterAnother?: boolean;
	/** Reads and checks all parameters before anything is sent, then finds the groups, then gives the works. */
	plan(run: Run, inputs: Inputs): Promise<Plan>;
}

export interface Plan {
	works: Iterable<Work>;
	/** Items that failed already; only where the run goes on after failures. */
	failed: Output[];
}

/** An item whose parameters are right. */
export interface Row<F extends Fields> {
	item: number;
	params: Params<F>;
	/** The group it names, looked up; undefined where it may be left empty. */
	listId?: Id;
}

/** An operation that does one thing per input item. */
export function perItem<const F extends Fields>(spec: {
	option: INodePropertyOptions;
	fields: F;
	counted: Operation['counted'];
	oneAfterAnother?: boolean;
	/** Refuses parameters that do not go together; throws a InvalidParameter. */
	check?(params: Params<F>): void;
	/** Items with the same key are one thing to do: it is done once, and each item gets its output. */
	key?(row: Row<F>): string;
	/** One page of outputs after the other; the item fails as a whole when this throws. */
	run(run: Run, row: Row<F>): AsyncIterable<Payload[]>;
}): Operation {
	return {
		...spec,
		plan: async (run, inputs) => {
			const { rows, failed } = await readRows(run, inputs, (item) => {
				const params = readParams(inputs, spec.fields, item);
				spec.check?.(params);
				return params;
			});
			const together = new Map<string | number, Array<Row<F>>>();
			for (const row of rows) {
				const key = spec.key?.(row) ?? row.item;
				const same = together.get(key);
				if (same) same.push(row);
				else together.set(key, [row]);
			}
			const works = [...together.values()].map((same) => ({
				items: same.map(({ item }) => item),
				listId: same[0].listId,
				run: async function* (): AsyncGenerator<Output[]> {
					for await (const page of spec.run(run, same[0]))
						yield same.map(({ item }) => ({ item, page: same.length > 1 ? page.map(copied) : page }));
					run.notes.done += same.length;
				},
			}));
			return { works, failed };
		},
	};
}

/** No two items may share their data: what one workflow path changes must not show in another. */
const copied = (payload: Payload): Payload => (isBinary(payload) ? payload : { ...payload });

/** Reads every item's parameters, then looks up the groups they name. A failure stops the run here, or fails its item. */
export async function readRows<P>(
	run: Run,
	inputs: Inputs,
	read: (item: number) => P,
): Promise<{ rows: Array<{ item: number; params: P; listId?: Id }>; failed: Output[] }> {
	const rows: Array<{ item: number; params: P; listId?: Id }> = [];
	const failed: Output[] = [];
	const fail = (item: number, cause: unknown) => {
		if (run.stopsAtRefusal) throw new Stop({ item, cause });
		failed.push({ item, cause });
	};
	for (let item = 0; item < inputs.length; item += 1) {
		const params = caught(() => read(item));
		if ('error' in params) fail(item, withFieldNames(params.error, inputs.fieldNames(item)));
		else rows.push({ item, params: params.value });
	}
	const found: typeof rows = [];
	const chosen = new ChosenGroups(run.groups);
	for (const row of rows) {
		const { group } = row.params as { group?: GroupChoice };
		const listId = await chosen.idOf(group);
		if ('refusal' in listId) fail(row.item, listId.refusal);
		else {
			row.listId = listId.reply;
			found.push(row);
		}
	}
	return { rows: found, failed };
}

export function readParams<F extends Fields>(inputs: Inputs, fields: F, item: number): Params<F> {
	return Object.fromEntries(
		Object.entries(fields).map(([key, field]) => [key, inputs.read(field, item)]),
	) as Params<F>;
}

export function caught<T>(read: () => T): { value: T } | { error: unknown } {
	try {
		return { value: read() };
	} catch (error) {
		return { error };
	}
}

/** Fields as the editor's properties, shown for one resource and operation. */
export function propertiesOf(fields: Fields, resource: string, operation: string) {
	return Object.values(fields).map(({ property }: Field<unknown>) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { resource: [resource], operation: [operation], ...property.displayOptions?.show },
		},
	}));
}
