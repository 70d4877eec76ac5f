import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { Refusal, messageOf } from '../../api/errors';
import { fromId, type Id } from '../../api/ids';
import { descriptionOf } from '../../editor/nodeError';

/**
 * One outcome for one input item: what it gave, or why it failed. `position` orders several of one item; `slot` puts it
 * among the outputs of another item.
 */
export type Output = { item: number; position?: number; slot?: number } & (
	{ json: IDataObject } | { page: Payload[] } | Failure
);

export type FailedOutput = { item: number; position?: number; slot?: number } & Failure;

/** What an item is given: its `json`, or that with a file. */
export type Payload = IDataObject | { json: IDataObject; binary: INodeExecutionData['binary'] };

export const isBinary = (
	payload: Payload,
): payload is { json: IDataObject; binary: INodeExecutionData['binary'] } =>
	typeof payload.json === 'object' && payload.binary !== undefined;

/** Why an item failed, and which customer and group that was about where it is known. */
export interface Failure {
	cause: unknown;
	/** As the input names them, where it does not give their id. */
	customer?: string;
	customerId?: Id;
	listId?: Id;
}

/** The first refusal of a run that stops there. */
export class Stop extends Error {
	constructor(readonly output: { item: number } & Failure) {
		super('The run stops at its first refusal');
	}
}

/** Gathers outputs as they come and hands them out in the order of the input. */
export class Results {
	private readonly slots: INodeExecutionData[][] = [];
	private readonly failed = new Set<number>();
	private failures = 0;

	/** @param keepsDetails whether this n8n sends a failure with `details` to the error branch; 1.x takes it for a success */
	constructor(private readonly keepsDetails: boolean) {}

	add(output: Output): void {
		const { item, position } = output;
		const slot = (this.slots[output.slot ?? item] ??= []);
		if ('page' in output) {
			// One for the whole page, as n8n's own nodes have it: a million objects less.
			const pairedItem = { item };
			for (const payload of output.page)
				slot.push(isBinary(payload) ? { ...payload, pairedItem } : { json: payload, pairedItem });
			return;
		}
		const entry = this.entry(output);
		if (position === undefined) slot.push(entry);
		else slot[position] = entry;
	}

	/** The item failed as a whole: what it gave before does not count, since a part of an answer is no answer. */
	fail(item: number, failure: Failure): void {
		if (this.failed.has(item)) return;
		this.failed.add(item);
		this.slots[item] = [this.entry({ item, ...failure })];
	}

	/** @param successesFirst n8n repeats the whole node when the first item of its output is a failure */
	items(successesFirst: boolean): INodeExecutionData[] {
		// A whole group of a million members is not worth a second look.
		if (this.failures === 0 && this.slots.length === 1) return this.slots[0];
		const successes: INodeExecutionData[] = [];
		const failures = successesFirst ? [] : successes;
		for (const slot of this.slots)
			for (const entry of slot ?? []) if (entry) (isFailure(entry) ? failures : successes).push(entry);
		if (failures !== successes) for (const failure of failures) successes.push(failure);
		return successes;
	}

	private entry(output: { item: number } & ({ json: IDataObject } | Failure)): INodeExecutionData {
		const pairedItem = { item: output.item };
		if ('json' in output) return { json: output.json, pairedItem };
		this.failures += 1;
		return { json: failureJson(output, this.keepsDetails), pairedItem };
	}
}

const isFailure = ({ json }: INodeExecutionData): boolean => json.error !== undefined;

/** Exactly these three keys: n8n sends an item with any other to the success branch. */
function failureJson({ cause, customer, customerId, listId }: Failure, keepsDetails: boolean): IDataObject {
	const error = messageOf(cause);
	const details: IDataObject = { description: descriptionOf(cause) };
	if (cause instanceof Refusal) {
		if (cause.code !== undefined) details.code = cause.code;
		if (cause.httpStatus !== undefined) details.httpStatus = cause.httpStatus;
		if (cause.outcome !== undefined) details.outcome = cause.outcome;
	}
	if (customer !== undefined) details.customer = customer;
	if (customerId !== undefined) details.customerId = fromId(customerId);
	if (listId !== undefined) details.listId = fromId(listId);
	if (!keepsDetails) return { error, message: [error, details.description].filter(Boolean).join('. ') };
	return { error, message: error, details };
}
