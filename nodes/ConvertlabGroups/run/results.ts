import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { Refusal, messageOf } from '../../api/errors';
import { toWireId, type Id } from '../../api/ids';
import { InvalidParameter } from '../../editor/invalidParameter';
import { descriptionOf } from '../../editor/nodeError';

/**
 * Where an output belongs: the item it is linked to, `position` to order several of one item, and `slot` to put it among
 * the outputs of another item.
 */
interface Position {
	item: number;
	position?: number;
	slot?: number;
}

/** The customer that a failed item names, where it names one. */
export interface FailedCustomer {
	/** As the input identifies them, where it does not give their id. */
	customer?: string | number;
	customerId?: Id;
}

/** Why an item failed, and the customer and group concerned where they are known. */
export interface Failure extends FailedCustomer {
	cause: unknown;
	listId?: Id;
}

/** What an item is given: its `json`, or that with a file. */
export type Payload = IDataObject | { json: IDataObject; binary: INodeExecutionData['binary'] };

export type FailedOutput = Position & Failure;

/** An output of an input item: one thing, a page of things, or a failure. */
export type Output = (Position & { json: IDataObject }) | (Position & { page: Payload[] }) | FailedOutput;

export const isBinary = (
	payload: Payload,
): payload is { json: IDataObject; binary: INodeExecutionData['binary'] } =>
	typeof payload.json === 'object' && payload.binary !== undefined;

/** How a run ended, for the error that the node throws. */
export class RunEnded extends Error {
	/** @param soFar what was done before, sentences */
	constructor(
		readonly failure: { item?: number } & Failure,
		readonly soFar: string,
	) {
		super('The run has ended');
	}
}

/** The refusal that ends a run that stops at its first one. */
export class Stop extends Error {
	constructor(readonly failure: { item: number } & Failure) {
		super('The run stops at its first refusal');
	}
}

/** A failure. Successes are kept without a wrapper, since there may be a million of them. */
class Failed {
	constructor(readonly output: { item: number } & Failure) {}
}

/** The outputs of one input item, in order; undefined where a position was left out. */
type Slot = Array<INodeExecutionData | Failed | undefined>;

/** How this n8n takes a failed item. */
export interface FailureForm {
	/** Whether n8n sends an item with `details` to the error branch; 1.x sends it to the success branch. */
	takesDetails: boolean;
	/** Whether the input item has a field of that name, which ours would overwrite. */
	hasField(item: number, name: string): boolean;
}

/** Gathers outputs as they come and hands them out in the order of the input. */
export class Results {
	private readonly slots: Slot[] = [];
	private readonly failedAsWhole = new Set<number>();

	constructor(private readonly form: FailureForm) {}

	add(output: Output): void {
		const { item, position } = output;
		const slot = (this.slots[output.slot ?? item] ??= []);
		// One object for a whole page, as in n8n's own nodes, instead of one per item.
		const pairedItem = { item };
		if ('page' in output) {
			for (const payload of output.page)
				slot.push(isBinary(payload) ? { ...payload, pairedItem } : { json: payload, pairedItem });
			return;
		}
		const entry = 'json' in output ? { json: output.json, pairedItem } : new Failed(output);
		if (position === undefined) slot.push(entry);
		else slot[position] = entry;
	}

	/** Fails the item as a whole and drops its earlier outputs, since part of an answer is not the answer. */
	fail(item: number, failure: Failure): void {
		if (this.failedAsWhole.has(item)) return;
		this.failedAsWhole.add(item);
		this.slots[item] = [new Failed({ item, ...failure })];
	}

	/** @param successesFirst n8n repeats the whole node when the first item of its output is a failure */
	items(successesFirst: boolean): INodeExecutionData[] {
		const [only, ...others] = this.slots;
		// Saves a second list of what may be a million members.
		if (only && others.length === 0 && holdsSuccessesOnly(only)) return only;
		const first: INodeExecutionData[] = [];
		const last = successesFirst ? [] : first;
		for (const slot of this.slots)
			for (const entry of slot ?? [])
				if (entry instanceof Failed) last.push(failedItem(entry.output, this.form));
				else if (entry) first.push(entry);
		if (last !== first) for (const failure of last) first.push(failure);
		return first;
	}
}

function holdsSuccessesOnly(slot: Slot): slot is INodeExecutionData[] {
	for (const entry of slot) if (entry === undefined || entry instanceof Failed) return false;
	return true;
}

/**
 * The keys of `json` are exactly these: n8n sends an item with any other to the success branch, and lays them over the
 * fields of the input item, so that a field of the user's own must not have one of their names.
 */
function failedItem(output: { item: number } & Failure, form: FailureForm): INodeExecutionData {
	const { item, cause } = output;
	const message = messageOf(cause);
	const description = descriptionOf(cause);
	const whole = [message, description].filter(Boolean).join('. ');
	const pairedItem = { item };
	if (!form.takesDetails) return { json: { error: message, message: whole }, pairedItem };
	if (form.hasField(item, 'details')) return { json: { error: whole }, pairedItem };
	return { json: { error: message, details: detailsOf(output, description) }, pairedItem };
}

function detailsOf({ cause, customerId, listId, ...failure }: Failure, description: string): IDataObject {
	const details: IDataObject = { reason: reasonOf(cause), description };
	if (cause instanceof Refusal) {
		if (cause.code !== undefined) details.code = cause.code;
		if (cause.httpStatus !== undefined) details.httpStatus = cause.httpStatus;
		if (cause.outcome !== undefined) details.outcome = cause.outcome;
	}
	const customer = failure.customer ?? (cause instanceof InvalidParameter ? cause.customer : undefined);
	if (customer !== undefined) details.customer = customer;
	if (customerId !== undefined) details.customerId = toWireId(customerId);
	const group = (cause instanceof Refusal ? cause.listId : undefined) ?? listId;
	if (group !== undefined) details.listId = toWireId(group);
	return details;
}

/** One stable word for IF and Switch. Anything that is neither ours nor DM Hub's is a fault of the answer or the node. */
const reasonOf = (cause: unknown): string =>
	cause instanceof Refusal ? cause.reason : cause instanceof InvalidParameter ? cause.reason : 'unreadable';
