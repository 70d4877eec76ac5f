import type { IExecuteFunctions } from 'n8n-workflow';
import type { Field } from './fields';
import { Misuse } from './misuse';

/**
 * The parameters of a run, item by item. An expression costs n8n 65–80 µs, so a parameter that holds none is read
 * once, and no expression is evaluated twice for the same item.
 */
export class Inputs {
	readonly length: number;
	private readonly fixed = new Map<unknown, { value: unknown } | { misuse: unknown }>();

	constructor(private readonly host: IExecuteFunctions) {
		this.length = host.getInputData().length;
	}

	/** @param item counted from 0; throws {@link Misuse} */
	read<T>(field: Field<T>, item: number): T {
		const { name, default: fallback } = field.property;
		if (hasExpression(this.host.getNode().parameters[name]))
			return field.read(this.evaluate(name, item, fallback));
		let known = this.fixed.get(field);
		if (!known) {
			try {
				known = { value: field.read(this.evaluate(name, item, fallback)) };
			} catch (error) {
				known = { misuse: error };
			}
			this.fixed.set(field, known);
		}
		if ('misuse' in known) return refuse(known.misuse);
		return known.value as T;
	}

	/** What the input item holds, for a message about a value that is missing. */
	fieldNames(item: number): string[] {
		return Object.keys(this.host.getInputData()[item]?.json ?? {}).slice(0, 20);
	}

	private evaluate(name: string, item: number, fallback: unknown): unknown {
		return this.host.getNodeParameter(name, item, fallback) as unknown;
	}
}

function refuse(error: unknown): never {
	throw error;
}

function hasExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);
}

/** The same misuse with what would help: which fields the item does have. */
export function withFieldNames(error: unknown, names: string[]): unknown {
	if (!(error instanceof Misuse) || !error.message.endsWith(' is empty')) return error;
	const fields =
		names.length === 0
			? 'The input item has no fields.'
			: `The input item has the fields ${names.map((name) => `“${name}”`).join(', ')}.`;
	return new Misuse(
		error.message,
		[error.description, fields, 'Drag the right one into the parameter, or fill it in.']
			.filter(Boolean)
			.join(' '),
	);
}
