import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Id } from '../../api/ids';
import type { Field, Fields } from '../../editor/fields';
import type { Inputs } from './inputs';
import type { Failure, Output } from './results';
import type { Run } from './run';

/** The smallest thing that succeeds or fails together: one item's requests, or all of one group's customers. */
export interface Work {
	/** The input items it belongs to; a refusal that names none fails them all. */
	items: number[];
	/** The group it concerns, where it is a single one. */
	listId?: Id;
	/** The customer that an item names, where it names one. */
	customerOf?(item: number): Pick<Failure, 'customer' | 'customerId'> | undefined;
	/** Yields outputs as they come. */
	run(): AsyncIterable<Iterable<Output>>;
}

/** One entry of the Operation selector: what the editor shows, and what it does. */
export interface Operation {
	option: INodePropertyOptions;
	fields: Fields;
	/** What its runs count in hints and errors, such as `customers` that were `added`. */
	counted: Counted;
	/** Whether it makes no sense in the hands of an AI agent. */
	isNoTool?: boolean;
	/** Whether its works must not run side by side. */
	oneAfterAnother?: boolean;
	/**
	 * Read → resolve → policy → plan: reads and checks all parameters before anything is sent, resolves groups and people
	 * to ids, decides what an unresolved one means, then gives the works.
	 */
	plan(run: Run, inputs: Inputs): Promise<Iterable<Work>>;
}

export interface Counted {
	noun: string;
	verb: string;
}

/** Fields as the editor's properties, shown for one resource and operation. */
export function propertiesOf(fields: Fields, resource: string, operation: string) {
	return Object.values(fields)
		.flatMap(variantsOf)
		.map((property) => ({
			...property,
			displayOptions: {
				...property.displayOptions,
				show: { resource: [resource], operation: [operation], ...property.displayOptions?.show },
			},
		}));
}

/** A field that differs where the node is a tool becomes two properties, of which n8n shows one. */
function variantsOf({ property, tool }: Field<unknown>): INodeProperties[] {
	if (!tool) return [property];
	const { displayOptions: { show, hide } = {} } = property;
	return [
		{ ...property, displayOptions: { show, hide: { ...hide, '@tool': [true] } } },
		{ ...property, ...tool, displayOptions: { show: { ...show, '@tool': [true] }, ...(hide && { hide }) } },
	];
}
