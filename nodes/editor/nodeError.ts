import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { Refusal, messageOf } from '../api/errors';
import { InvalidParameter } from './invalidParameter';

/** n8n makes the tool variant of a node by itself, under the name of the node and this. */
export const isTool = ({ type }: INode): boolean => type.endsWith('Tool');

/**
 * The error that ends a run. Message and description are passed on as they are, and nothing else: whatever lies
 * deeper may hold the request with its token.
 */
export function nodeError(
	node: INode,
	{ item, cause }: { item?: number; cause: unknown },
	soFar: string,
): NodeApiError | NodeOperationError {
	const said = `${messageOf(cause)}${item === undefined ? '' : ` [item ${item}]`}`;
	const description = [descriptionOf(cause), soFar].filter(Boolean).join(' ');
	// An agent is told the message alone.
	const message = isTool(node) && description ? `${said}. ${description}` : said;
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
	return error;
}

export function descriptionOf(cause: unknown): string {
	if (cause instanceof Refusal || cause instanceof InvalidParameter) return cause.description;
	const { description } = (cause ?? {}) as { description?: unknown };
	return typeof description === 'string' ? description : '';
}
