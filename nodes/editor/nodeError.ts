import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { Refusal, messageOf } from '../api/errors';
import { InvalidParameter } from './invalidParameter';

/** n8n makes the tool variant of a node by itself, under the name of the node and this. */
export const isTool = ({ type }: INode): boolean => type.endsWith('Tool');

/**
 * The error that ends a run. Message and description are passed on as they are, and nothing else: whatever lies
 * deeper may hold the request with its token.
 * @param soFar what was done before, sentences
 */
export function nodeError(
	node: INode,
	{ item, cause }: { item?: number; cause: unknown },
	soFar = '',
): NodeApiError | NodeOperationError {
	const description = [descriptionOf(cause), soFar].filter(Boolean).join(' ');
	const message = isTool(node)
		? messageForModel(cause, soFar)
		: `${messageOf(cause)}${item === undefined ? '' : ` [item ${item}]`}`;
	const error =
		cause instanceof Refusal
			? new NodeApiError(
					node,
					{},
					{
						message,
						description,
						httpCode: cause.httpStatus === undefined ? undefined : String(cause.httpStatus),
						itemIndex: item,
					},
				)
			: new NodeOperationError(node, message, { description, itemIndex: item });
	// n8n replaces messages that hold words like ECONNRESET by its own.
	error.message = message;
	// Plain data that n8n 2.37 and newer reads, as when to poll again; older ones ignore it.
	if (cause instanceof Refusal && cause.failure) Object.assign(error, { failure: cause.failure });
	return error;
}

/** A model is told the message alone, so it holds the remedy; of items it knows nothing, and each call of a tool is one. */
function messageForModel(cause: unknown, soFar: string): string {
	const remedy = [remedyForModel(cause), soFar].filter(Boolean).join(' ');
	return remedy === '' ? messageOf(cause) : `${messageOf(cause)}. ${remedy}`;
}

const remedyForModel = (cause: unknown): string =>
	(isOurs(cause) ? cause.forModel : undefined) ?? descriptionOf(cause);

const isOurs = (cause: unknown): cause is Refusal | InvalidParameter =>
	cause instanceof Refusal || cause instanceof InvalidParameter;

export function descriptionOf(cause: unknown): string {
	if (isOurs(cause)) return cause.description;
	const { description } = (cause ?? {}) as { description?: unknown };
	return typeof description === 'string' ? description : '';
}
