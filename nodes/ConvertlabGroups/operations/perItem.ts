import type { INodePropertyOptions } from 'n8n-workflow';
import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import type { GroupChoice } from '../../api/types';
import type { Field, Fields, Params } from '../../editor/fields';
import type { Identifier } from '../../editor/identifiers';
import { CustomerLookup } from '../customers/lookup';
import { inFilter, notFound } from '../customers/refusals';
import type { Operation } from '../run/operation';
import { attempt, type Parameters } from '../run/parameters';
import { isBinary, type FailedOutput, type Failure, type Output, type Payload } from '../run/results';
import type { Run } from '../run/run';
import type { Progress } from '../run/summary';

/** The groups that an item chooses, as ids, by the names of their fields; perhaps undefined where a field may be left out. */
type GroupsOf<F extends Fields> = {
	[K in keyof F as F[K] extends { choosesGroup: true } ? K : never]: F[K] extends Field<infer G>
		? undefined extends G
			? Id | undefined
			: Id
		: never;
};

/** An item whose parameters are valid, with its groups and the customer it names resolved to ids. */
interface Row<F extends Fields> {
	item: number;
	params: Params<F>;
	groups: GroupsOf<F>;
	/** The customer it names, where it names one other than by id. */
	customerId: Id | undefined;
}

interface Spec<F extends Fields> {
	option: INodePropertyOptions;
	fields: F;
	progress: Progress;
	sequential?: boolean;
	notAsTool?: boolean;
	/** Whether its run counts customers; otherwise items are counted. */
	countsCustomers?: boolean;
	/** Refuses parameters that do not go together; throws an InvalidParameter. */
	check?(params: Params<F>): void;
	/** The customer that a filter names other than by id. */
	customer?(params: Params<F>): Identifier | undefined;
	/** Items with the same key are one thing to do: it is done once, and each item gets its output. */
	key?(row: Row<F>): string;
	/** One page of outputs after the other, or customers who failed; the item fails as a whole when this throws. */
	run(run: Run, row: Row<F>): AsyncIterable<Payload[] | { failures: Failure[] }>;
}

/** An operation that does one thing per input item. */
export function perItem<const F extends Fields>(spec: Spec<F>): Operation {
	return {
		...spec,
		plan: async (run, parameters) => {
			const together = new Map<string | number, Array<Row<F>>>();
			for (const row of await readRows(run, parameters, spec)) {
				const key = spec.key?.(row) ?? row.item;
				const same = together.get(key);
				if (same) same.push(row);
				else together.set(key, [row]);
			}
			let done = 0;
			if (!spec.countsCustomers) run.summary.counting(() => done);
			run.summary.refused += run.failures.length;
			return [...together.values()].map((same) => ({
				items: same.map(({ item }) => item),
				listId: groupIds(same[0]).at(0),
				run: async function* (): AsyncGenerator<Output[]> {
					for await (const page of spec.run(run, same[0]))
						if (Array.isArray(page))
							yield same.map(({ item }) => ({ item, page: same.length > 1 ? page.map(copied) : page }));
						else yield page.failures.map((failure) => ({ item: same[0].item, ...failure }));
					done += same.length;
				},
			}));
		},
	};
}

const groupIds = <F extends Fields>({ groups }: Row<F>): Id[] =>
	Object.values<Id | undefined>(groups).filter((id) => id !== undefined);

/** Items must not share their data: what one path of a workflow changes must not show in another. */
const copied = (payload: Payload): Payload => (isBinary(payload) ? payload : { ...payload });

/** Reads every item, then resolves what they name. An item that fails is not among the rows. */
async function readRows<F extends Fields>(
	run: Run,
	parameters: Parameters,
	spec: Spec<F>,
): Promise<Array<Row<F>>> {
	const read: Array<{ item: number; params: Params<F>; customer?: Identifier }> = [];
	for (let item = 0; item < parameters.length; item += 1) {
		const tried = attempt(() => {
			const params = parameters.readAll(spec.fields, item);
			spec.check?.(params);
			return { params, customer: spec.customer?.(params) };
		});
		if ('value' in tried) read.push({ item, ...tried.value });
		else run.fail({ item, cause: parameters.explained(tried.error, item) });
	}
	run.endStage();

	const groupFields = Object.keys(spec.fields).filter((key) => 'choosesGroup' in spec.fields[key]);
	const choicesOf = (params: Params<F>): Array<[string, GroupChoice]> =>
		groupFields.flatMap((key) => {
			const choice = params[key] as GroupChoice | undefined;
			return choice ? [[key, choice]] : [];
		});
	const idOf = await run.resolveGroups(
		read.flatMap(({ params }) => choicesOf(params).map(([, choice]) => choice)),
	);
	const lookup = new CustomerLookup(run);
	await lookup.find(read.flatMap(({ customer }) => customer ?? []));

	const rows: Array<Row<F>> = [];
	for (const { item, params, customer } of read) {
		const groups: Record<string, Id> = {};
		const named: FailedOutput = { item, cause: undefined, customer: customer?.given };
		for (const [key, choice] of choicesOf(params)) {
			const id = idOf(choice);
			if (id instanceof Refusal) named.cause ??= id;
			else groups[key] = id;
		}
		// Of a group that cannot be told there is no id, and another of the item's is not at fault.
		if (named.cause === undefined) named.listId = groups.group;
		const found = customer && lookup.of(customer);
		if (found instanceof Refusal) named.cause ??= inFilter(found);
		else if (customer && found && 'unknown' in found) named.cause ??= notFound(customer, 'check');
		if (named.cause !== undefined) run.fail(named);
		else {
			const customerId = found && 'customerId' in found ? found.customerId : undefined;
			rows.push({ item, params, groups: groups as GroupsOf<F>, customerId });
		}
	}
	run.endStage();
	return rows;
}
