import type { IExecuteFunctions, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Field } from '../../editor/fields';
import { InvalidParameter } from '../../editor/invalidParameter';

/** An expression that is a field of the item and nothing else, as the default of Customer ID is. */
const BARE_FIELD = /^=\{\{\s*\$json\.([A-Za-z_]\w*)\s*\}\}$/;

interface Expression {
	/** The field it names, where it does nothing else. */
	bareField: string | undefined;
	/** Whether n8n's own evaluation has given exactly the value of that field. */
	isBare: boolean;
}

/**
 * The parameters of a run, item by item. An expression costs n8n 65–80 µs, so a parameter without one is read once, no
 * expression is evaluated twice for the same item, and one that only names a field is read from the item itself.
 */
export class Inputs {
	readonly length: number;
	private readonly items: INodeExecutionData[];
	/** Kept, since n8n copies the whole node at every `getNode()`. */
	private readonly parameters: INodeParameters;
	private readonly fixed = new Map<unknown, { value: unknown } | { misuse: unknown }>();
	private readonly expressions = new Map<string, Expression | undefined>();

	constructor(private readonly host: IExecuteFunctions) {
		this.items = host.getInputData();
		this.length = this.items.length;
		this.parameters = host.getNode().parameters;
	}

	/** @param item counted from 0; throws {@link InvalidParameter} */
	read<T>(field: Field<T>, item: number): T {
		const { name, default: fallback } = field.property;
		const expression = this.expressionIn(name);
		const written = this.parameters[name];
		if (expression) return field.read(this.evaluate(name, expression, item, fallback), written);
		let known = this.fixed.get(field);
		if (!known) {
			try {
				known = { value: field.read(this.host.getNodeParameter(name, item, fallback) as unknown, written) };
			} catch (error) {
				known = { misuse: error };
			}
			this.fixed.set(field, known);
		}
		if ('misuse' in known) throw known.misuse;
		return known.value as T;
	}

	/** Reads what belongs to the whole run, from the first item it can be read for. */
	readFirst<T>(field: Field<T>): T {
		for (let item = 0; item < this.length - 1; item += 1) {
			const read = caught(() => this.read(field, item));
			if ('value' in read) return read.value;
		}
		return this.read(field, Math.max(0, this.length - 1));
	}

	/** The fields of the input item, for a message about a missing value. */
	fieldNames(item: number): string[] {
		return Object.keys(this.items[item]?.json ?? {}).slice(0, 20);
	}

	private expressionIn(name: string): Expression | undefined {
		if (!this.expressions.has(name)) {
			const parameter = this.parameters[name];
			const bareField = typeof parameter === 'string' ? BARE_FIELD.exec(parameter)?.[1] : undefined;
			this.expressions.set(name, hasExpression(parameter) ? { bareField, isBare: false } : undefined);
		}
		return this.expressions.get(name);
	}

	private evaluate(name: string, expression: Expression, item: number, fallback: unknown): unknown {
		const direct = this.inField(expression.bareField, item);
		if (direct !== undefined && expression.isBare) return direct;
		const value = this.host.getNodeParameter(name, item, fallback) as unknown;
		if (direct !== undefined && direct === value) expression.isBare = true;
		return value;
	}

	/** The text or number in a field of the item. */
	private inField(field: string | undefined, item: number): string | number | undefined {
		const json = this.items[item]?.json;
		if (field === undefined || !json || !Object.hasOwn(json, field)) return undefined;
		const value = json[field];
		return typeof value === 'string' || typeof value === 'number' ? value : undefined;
	}
}

export function caught<T>(read: () => T): { value: T } | { error: unknown } {
	try {
		return { value: read() };
	} catch (error) {
		return { error };
	}
}

function hasExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);
}

/** The same error with the fields that the item does have. */
export function withFieldNames(error: unknown, names: string[]): unknown {
	if (!(error instanceof InvalidParameter) || !error.isMissing) return error;
	const fields =
		names.length === 0
			? 'The input item has no fields.'
			: `The input item has the fields ${names.map((name) => `“${name}”`).join(', ')}.`;
	return new InvalidParameter(
		error.message,
		[error.description, fields, 'Drag the right one into the parameter, or fill it in.']
			.filter(Boolean)
			.join(' '),
		{ isMissing: true, forModel: error.forModel ?? 'Give it a value.' },
	);
}
