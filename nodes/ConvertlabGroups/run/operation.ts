import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Id } from '../../api/ids';
import type { Field, Fields } from '../../editor/fields';
import type { Inputs } from './inputs';
import type { Output } from './results';
import type { Run } from './run';

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
	counted: Counted;
	/** Whether it makes no sense in the hands of an AI agent. */
	isNoTool?: boolean;
	/** Whether its works must not run side by side. */
	oneAfterAnother?: boolean;
	/**
	 * Read → resolve → policy → plan: reads and checks all parameters before anything is sent, turns groups and people
	 * into ids, decides what it means where that is not possible, then gives the works.
	 */
	plan(run: Run, inputs: Inputs): Promise<Plan>;
}

export interface Counted {
	noun: string;
	verb: string;
}

export interface Plan {
	works: Iterable<Work>;
	/** What is known of items before any work; failures only where the run goes on after them. */
	outputs: Output[];
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

/** A field that differs where the node is a tool is two properties, and n8n shows one of them. */
function variantsOf({ property, tool }: Field<unknown>): INodeProperties[] {
	if (!tool) return [property];
	const { displayOptions: { show, hide } = {} } = property;
	return [
		{ ...property, displayOptions: { show, hide: { ...hide, '@tool': [true] } } },
		{ ...property, ...tool, displayOptions: { show: { ...show, '@tool': [true] }, ...(hide && { hide }) } },
	];
}
