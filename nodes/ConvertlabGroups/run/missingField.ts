import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { describeUnseen, plainWidth, visible } from '../../values/cleaning';
import { ANOTHER_ENCODING } from '../../values/reading';

/** Where the value of a field that an item lacks may be: what a user sees in the input panel, said in words. */

const MOST_NAMED = 20;
const LONGEST_NAME = 60;
/** Nodes before this one whose output is looked into. */
const MOST_NODES = 10;

const CLEAR_FIRST = 'Clear the field, then drag the right one into it.';
const OR_LEAVE_OUT = 'Fill it in, or leave such items out with a Filter node before this one.';

/** Where a field that an item lacks may be. */
interface Elsewhere {
	/** Whether any item of the input has such a field. */
	inOtherItems(field: string): boolean;
	/** The name of an earlier node whose item has such a field. */
	nodeWith(field: string): string | undefined;
}

/**
 * @param wanted the field that the parameter's expression names, where it only names one
 * @returns which fields the item has, and where one of the wanted name is, or that the one it has is empty; sentences
 */
export function missingField(
	json: IDataObject,
	wanted: string | undefined,
	{ inOtherItems, nodeWith }: Elsewhere,
): string {
	if (wanted !== undefined && Object.hasOwn(json, wanted))
		return `“${visible(wanted)}” of the input item is empty. ${OR_LEAVE_OUT}`;
	const names = Object.keys(json);
	const alike = wanted === undefined ? undefined : names.find((name) => sameName(name, wanted));
	if (wanted !== undefined && alike !== undefined)
		return `The input item has no field “${wanted}”, but it has “${visible(alike)}”, ${difference(alike)}. ${CLEAR_FIRST}`;
	const fields =
		names.length === 0
			? 'The input item has no fields.'
			: `The input item has the ${names.length === 1 ? 'field' : 'fields'} ${listed(names)}.`;
	if (names.some((name) => name.includes('\ufffd')))
		return `${fields} These names were read with the wrong encoding. ${ANOTHER_ENCODING}`;
	// n8n’s nodes leave the empty cells of a file out.
	if (wanted !== undefined && inOtherItems(wanted))
		return `${fields} Other items have “${visible(wanted)}”, so its cell is probably empty. ${OR_LEAVE_OUT}`;
	const node = wanted === undefined ? undefined : nodeWith(wanted);
	if (wanted === undefined || node === undefined) return `${fields} ${CLEAR_FIRST}`;
	return `${fields} “${wanted}” is in the output of “${node}”: clear the field, then drag it in from there, or use {{ $(${quoted(node)}).item.json${property(wanted)} }}.`;
}

function listed(names: string[]): string {
	const shown = names.slice(0, MOST_NAMED).map((name) => `“${visible(name.slice(0, LONGEST_NAME))}”`);
	const more = names.length - shown.length;
	return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** As n8n writes it when a field is dragged: Chinese names stand in brackets. */
const property = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${quoted(name)}]`);

/** As JavaScript writes it: the name of a node may hold an apostrophe. */
const quoted = (name: string): string => `'${name.replace(/[\\']/g, '\\$&')}'`;

const difference = (name: string): string => `which ${describeUnseen(name) ?? 'is written differently'}`;

const sameName = (one: string, other: string): boolean => folded(one) === folded(other);

const folded = (name: string): string => plainWidth(visible(name)).replace(/ /g, '').toLowerCase();

/** The nearest node before this one whose output for this item has such a field. */
export function nodeBefore(context: IExecuteFunctions, item: number, field: string): string | undefined {
	const before = context.getParentNodes(context.getNode().name).slice(0, MOST_NODES);
	return before
		.map(({ name }) => name)
		.find((name) => {
			const json = outputOf(context, name, item);
			return typeof json === 'object' && json !== null && Object.hasOwn(json, field);
		});
}

/** Undefined where the node has not run, or its item cannot be told. */
function outputOf(context: IExecuteFunctions, name: string, item: number): unknown {
	try {
		return context.evaluateExpression(`{{ $(${JSON.stringify(name)}).item.json }}`, item);
	} catch {
		return undefined;
	}
}
