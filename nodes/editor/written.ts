import { InvalidParameter } from './invalidParameter';

/** Parameters as the user left them in the node, where an expression is text that begins with `=`. */

/**
 * Throws an InvalidParameter for an expression that gives nothing: it has lost its value, and must not mean everything.
 * A filter that the user left empty does.
 */
export function refuseBlankExpression(displayName: string, written: unknown, instead = ''): void {
	if (typeof written !== 'string' || !written.startsWith('=')) return;
	throw new InvalidParameter(
		`${displayName} is empty: its expression gave nothing`,
		`Check the expression.${instead} To read everything, remove the expression and leave the field empty.`,
		{ isMissing: true, forModel: 'Give it a value. An empty one does not mean everything.' },
	);
}

/** Whether a language model fills in the value when it uses the node as a tool. */
export const isFromModel = (written: unknown): boolean =>
	typeof written === 'string' && written.includes('$fromAI');
