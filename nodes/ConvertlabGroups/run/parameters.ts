import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeProperties,
} from 'n8n-workflow';
import type { Field, Fields, Params } from '../../editor/fields';
import { InvalidParameter } from '../../editor/invalidParameter';
import { missingField, nodeBefore } from './missingField';
import { Stop } from './results';

/**
 * An expression that is a field of the item and nothing else: `$json.mobile`, or `$json['手机号']`, as n8n writes one whose
 * name is no plain word when it is dragged.
 */
const BARE_FIELD = /^=\{\{\s*\$json(?:\.([\p{L}_][\p{L}\p{N}_]*)|\[(["'])([^"'\\]+)\2\])\s*\}\}$/u;

/** What a model that uses the node as a tool is told of a value that is missing. */
const FOR_MODEL = 'Give it a value.';

interface Expression {
	/** The field it names, where it does nothing else. */
	bareField: string | undefined;
	/** Whether n8n's own evaluation has given exactly the value of that field. */
	isBare: boolean;
}

/** What a parameter gave: its value, or why it cannot be read. */
export type Attempt<T> = { value: T } | { error: unknown };

/**
 * The parameters of a run, item by item. An expression costs n8n 65–80 µs, so a parameter without one is read once, no
 * expression is evaluated twice for the same item, and one that only names a field is read from the item itself.
 */
export class Parameters {
	readonly length: number;
	private readonly items: INodeExecutionData[];
	/** Kept, since n8n copies the whole node at every `getNode()`. */
	private readonly stored: INodeParameters;
	private readonly fixed = new Map<unknown, Attempt<unknown>>();
	private readonly fixedSets = new Map<Fields, Record<string, unknown>>();
	private readonly nodesWith = new Map<string, string | undefined>();
	/** Whether any item has a field of that name. */
	private readonly fieldsOfItems = new Map<string, boolean>();
	/** Which field of the item the expression names whose value cannot be read. */
	private readonly fieldsOf = new WeakMap<InvalidParameter, string | undefined>();
	private readonly expressions = new Map<string, Expression | undefined>();

	constructor(private readonly context: IExecuteFunctions) {
		this.items = context.getInputData();
		this.length = this.items.length;
		this.stored = context.getNode().parameters;
	}

	/** @param item counted from 0; throws {@link InvalidParameter} */
	read<T>(field: Field<T>, item: number): T {
		const { name, default: fallback } = field.property;
		const expression = this.expressionIn(field.property);
		const stored = this.stored[name];
		if (expression) {
			const value = this.evaluate(name, expression, item, fallback);
			const read = attempt(() => field.read(value, stored));
			if ('value' in read) return read.value;
			if (read.error instanceof InvalidParameter) this.fieldsOf.set(read.error, expression.bareField);
			throw read.error;
		}
		let known = this.fixed.get(field);
		if (!known) {
			known = attempt(() =>
				field.read(this.context.getNodeParameter(name, item, fallback) as unknown, stored),
			);
			this.fixed.set(field, known);
		}
		if ('error' in known) throw known.error;
		return known.value as T;
	}

	/** The values of a set of fields for one item; the same object for all items where none of them is an expression. */
	readAll<F extends Fields>(fields: F, item: number): Params<F> {
		const known = this.fixedSets.get(fields);
		if (known) return known as Params<F>;
		const values: Record<string, unknown> = {};
		let isFixed = true;
		for (const [key, field] of Object.entries(fields)) {
			const isRead = !field.onlyWhenShown || isShown(field.property, values);
			values[key] = isRead ? this.read(field, item) : undefined;
			isFixed &&= !this.expressionIn(field.property);
		}
		if (isFixed) this.fixedSets.set(fields, values);
		return values as Params<F>;
	}

	/** Reads what belongs to the whole run, from the first item it can be read for. */
	readFirst<T>(field: Field<T>): T {
		for (let item = 0; item < this.length; item += 1) {
			const read = attempt(() => this.read(field, item));
			if ('value' in read) return read.value;
		}
		return this.read(field, 0);
	}

	/** Reads what belongs to the whole run; stops it where an expression gives an item something else. */
	readForAll<T>(field: Field<T>): T {
		const value = this.forItem(field, 0);
		if (!this.expressionIn(field.property)) return value;
		for (let item = 1; item < this.length; item += 1) {
			const differing = difference(field, value, this.forItem(field, item));
			if (differing === undefined) continue;
			throw new Stop({
				item,
				cause: new InvalidParameter(
					`${differing} is not the same for all items`,
					'It belongs to the whole run. Use the same value for all items, or one node for each value.',
				),
			});
		}
		return value;
	}

	/** The JSON of an input item. */
	input(item: number): IDataObject {
		return this.items[item]?.json ?? {};
	}

	/** Why there is no value, with the fields that the item has, and where else one of that name is. */
	missing({ property }: Field<unknown>, item: number): InvalidParameter {
		const wanted = this.expressionIn(property)?.bareField;
		const description = missingField(this.input(item), wanted, this.elsewhere(item));
		return new InvalidParameter(`${property.displayName} is empty`, description, { forModel: FOR_MODEL });
	}

	/** The same error, with what the item does have where it says that there was no value. */
	explained(error: unknown, item: number): unknown {
		if (!(error instanceof InvalidParameter) || !error.isMissing) return error;
		const wanted = this.fieldsOf.get(error);
		const fields = missingField(this.input(item), wanted, this.elsewhere(item));
		const description = [error.description, fields].filter(Boolean).join(' ');
		return error.with({ description, forModel: error.forModel ?? FOR_MODEL });
	}

	private elsewhere(item: number) {
		return {
			inOtherItems: (field: string) => this.isInAnyItem(field),
			nodeWith: (field: string) => this.nodeWith(field, item),
		};
	}

	/** Looked for once, since there may be a million items. */
	private isInAnyItem(field: string): boolean {
		const known = this.fieldsOfItems.get(field);
		if (known !== undefined) return known;
		const found = this.items.some(({ json }) => Object.hasOwn(json, field));
		this.fieldsOfItems.set(field, found);
		return found;
	}

	/** Looked for once: a column that is missing is missing in every row. */
	private nodeWith(field: string, item: number): string | undefined {
		if (!this.nodesWith.has(field)) this.nodesWith.set(field, nodeBefore(this.context, item, field));
		return this.nodesWith.get(field);
	}

	private forItem<T>(field: Field<T>, item: number): T {
		const read = attempt(() => this.read(field, item));
		if ('error' in read) throw new Stop({ item, cause: this.explained(read.error, item) });
		return read.value;
	}

	/** The expression that the user wrote in a parameter, or somewhere inside of it. */
	private expressionIn({ name }: INodeProperties): Expression | undefined {
		if (!this.expressions.has(name)) {
			const parameter = this.stored[name];
			const [, word, , bracketed] = BARE_FIELD.exec(String(valueIn(parameter))) ?? [];
			const bareField = word ?? bracketed;
			this.expressions.set(name, hasExpression(parameter) ? { bareField, isBare: false } : undefined);
		}
		return this.expressions.get(name);
	}

	private evaluate(name: string, expression: Expression, item: number, fallback: unknown): unknown {
		const direct = this.inField(expression.bareField, item);
		if (direct !== undefined && expression.isBare) return direct;
		const value = this.context.getNodeParameter(name, item, fallback) as unknown;
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

/** The name of the field, or of the option in it, whose values differ. */
function difference({ property }: Field<unknown>, one: unknown, other: unknown): string | undefined {
	if (JSON.stringify(one) === JSON.stringify(other)) return undefined;
	const [before, after] = [one, other].map((value) => (value ?? {}) as Record<string, unknown>);
	const option = (property.options ?? []).find(
		({ name }) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
	);
	return option && 'displayName' in option ? option.displayName : property.displayName;
}

/** Whether the editor shows a property beside these values of others. */
function isShown({ displayOptions }: INodeProperties, values: Record<string, unknown>): boolean {
	return Object.entries(displayOptions?.show ?? {}).every(
		([name, shown]) => !(name in values) || (shown as unknown[]).includes(values[name]),
	);
}

/** The value as the user left it, where a parameter is a list to choose from. */
const valueIn = (parameter: unknown): unknown =>
	typeof parameter === 'object' && parameter !== null ? (parameter as { value?: unknown }).value : parameter;

export function attempt<T>(read: () => T): Attempt<T> {
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
