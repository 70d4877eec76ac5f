import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { kindOf, quote } from '../api/quote';
import { visible } from '../values/cleaning';
import { InvalidParameter, invalidValue } from './invalidParameter';
import type { Id } from '../api/ids';
import { readLongId } from '../values/longId';
import { isUnreadable } from '../values/reading';

export const isBlank = (raw: unknown): boolean =>
	raw === undefined || raw === null || (typeof raw === 'string' && visible(raw) === '');

/** A parameter: what the editor shows, and what its value means. `read` is the only cast and the only validation. */
export interface Field<T> {
	property: INodeProperties;
	/**
	 * @param raw as n8n evaluated it for one item; throws {@link InvalidParameter}
	 * @param stored as the user left it in the node, where an expression is text that begins with `=`
	 */
	read(raw: unknown, stored?: unknown): T;
	/** Whether it is read only where the editor shows it, beside the values of others; undefined otherwise. */
	onlyWhenShown?: true;
	/** Keeps a value where the editor does not offer the field: n8n would drop it unread. For fields of a collection. */
	unoffered?: INodeProperties;
	/** What differs where the node is the tool of an AI agent, which has no input item. */
	tool?: Partial<INodeProperties>;
}

export type Fields = Record<string, Field<unknown>>;

/** The values of a set of fields, as their `read` gives them. */
export type Params<F extends Fields> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** A property without what every field of its kind has in common. */
type Shown = Omit<INodeProperties, 'type' | 'default'> & { default?: INodeProperties['default'] };

export const textField = (shown: Shown): Field<string> => ({
	property: { default: '', ...shown, type: 'string' },
	read: (raw) => {
		if (raw === undefined || raw === null) return '';
		if (typeof raw === 'object')
			throw new InvalidParameter(`${shown.displayName} must be text, not ${kindOf(raw)}`);
		return String(raw).trim();
	},
});

export const booleanField = (shown: Shown & { default: boolean }): Field<boolean> => ({
	property: { ...shown, type: 'boolean' },
	read: (raw) => {
		if (isBlank(raw)) return shown.default;
		if (raw === true || raw === 'true') return true;
		if (raw === false || raw === 'false') return false;
		throw new InvalidParameter(
			`${shown.displayName} must be on or off, not ${quote(raw)}`,
			'An expression here must return true or false.',
			{ forModel: 'Give true or false.' },
		);
	},
});

export const optionsField = <const T extends string>(
	shown: Shown & { default: T },
	options: ReadonlyArray<{ name: string; value: T; description?: string }>,
): Field<T> => ({
	property: { ...shown, type: 'options', options: options.map((option) => ({ ...option })) },
	read: (raw) => {
		const chosen = isBlank(raw) ? shown.default : raw;
		const option = options.find(({ value }) => value === chosen);
		if (option) return option.value;
		throw new InvalidParameter(
			`${shown.displayName} cannot be ${quote(raw)}`,
			`Choose one of: ${options.map(({ name, value }) => `${name} (${value})`).join(', ')}.`,
		);
	},
});

/** A whole number between `min` and `max`. */
export const numberField = (
	shown: Shown & { default: number },
	min: number,
	max = Number.MAX_SAFE_INTEGER,
): Field<number> => ({
	property: {
		...shown,
		type: 'number',
		typeOptions: { minValue: min, ...(max < Number.MAX_SAFE_INTEGER ? { maxValue: max } : {}) },
	},
	read: (raw) => {
		if (isBlank(raw)) return shown.default;
		const number = typeof raw === 'string' ? Number(raw.trim()) : raw;
		if (typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max)
			return number;
		const range = max < Number.MAX_SAFE_INTEGER ? `from ${min} to ${max}` : `of at least ${min}`;
		throw new InvalidParameter(`${shown.displayName} must be a whole number ${range}, not ${quote(raw)}`);
	},
});

/** Several optional fields under one "Add option"; each has its default where the user added nothing. */
export const collectionField = <const F extends Fields>(
	shown: Pick<INodeProperties, 'displayName' | 'name' | 'placeholder'>,
	fields: F,
): Field<Params<F>> => ({
	property: {
		...shown,
		type: 'collection',
		default: {},
		options: Object.values(fields).flatMap(({ property, unoffered }) =>
			unoffered ? [property, unoffered] : [property],
		),
	},
	read: (raw, stored) => {
		const values = objectIn(raw);
		const asStored = objectIn(stored);
		return Object.fromEntries(
			Object.entries(fields).map(([key, field]) => [
				key,
				field.read(values[field.property.name], asStored[field.property.name]),
			]),
		) as Params<F>;
	},
});

export const objectIn = (value: unknown): IDataObject =>
	typeof value === 'object' && value !== null ? (value as IDataObject) : {};

/** A hint between the fields; it has no value. */
export const notice = (
	name: string,
	displayName: string,
	show?: Record<string, string[]>,
): Field<undefined> => ({
	property: {
		displayName,
		name,
		type: 'notice',
		default: '',
		...(show ? { displayOptions: { show } } : {}),
	},
	read: () => undefined,
});

/** The same field, with other settings where the node is the tool of an AI agent. */
export const asTool = <T>(field: Field<T>, tool: Partial<INodeProperties>): Field<T> => ({ ...field, tool });

/** The same field, shown only beside these values of others. */
export const shownWhen = <T>(field: Field<T>, show: Record<string, Array<string | boolean>>): Field<T> => ({
	...field,
	property: {
		...field.property,
		displayOptions: { show: { ...field.property.displayOptions?.show, ...show } },
	},
});

/**
 * Throws an InvalidParameter for an expression that returns nothing: it has lost its value, and must not mean everything.
 * A filter that the user left empty does.
 * @param everything how to ask for everything, a sentence
 */
export function refuseBlankExpression(
	displayName: string,
	stored: unknown,
	everything = 'To read everything, remove the expression and leave the field empty.',
	forModel = 'Give it a value. An empty one does not mean everything.',
): void {
	if (!isExpression(stored)) return;
	throw new InvalidParameter(
		`${displayName} is empty: its expression returned nothing`,
		`Check the expression. ${everything}`,
		{ isMissing: true, forModel },
	);
}

const TWO_EXPRESSIONS = /\}\}\{\{/;

/**
 * Throws an InvalidParameter where two expressions stand side by side: n8n appends what is dragged to what is there, and
 * 10 and 2 become customer 102.
 */
export function refuseJoinedExpressions(displayName: string, stored: unknown): void {
	if (!isExpression(stored) || !TWO_EXPRESSIONS.test(stored)) return;
	throw new InvalidParameter(
		`${displayName} holds two expressions with nothing between them, which n8n joins into one value`,
		'What you drag into a field is added to what is there. Clear the field, then drag the right one into it. To join two values on purpose, write one expression, such as {{ $json.a + $json.b }}.',
	);
}

export const isExpression = (stored: unknown): stored is string =>
	typeof stored === 'string' && stored.startsWith('=');

/** Whether a language model fills in the value when it uses the node as a tool. */
export const isFromModel = (stored: unknown): boolean =>
	typeof stored === 'string' && stored.includes('$fromAI');

/**
 * The id in a value, as digits without leading zeros; throws an InvalidParameter that says why it is not one.
 * @param invalid `invalidCustomer` for the id of a customer
 */
export function readId(raw: unknown, name: string, invalid = invalidValue): Id {
	const digits = readLongId(raw);
	if (isUnreadable(digits)) throw invalid(digits, raw, name);
	return digits.value;
}

/** The id in a value, or undefined. */
export function idIn(raw: unknown): Id | undefined {
	const digits = readLongId(raw);
	return isUnreadable(digits) ? undefined : digits.value;
}

/** A required id. */
export const idField = (shown: Shown): Field<Id> => ({
	property: { default: '', ...shown, type: 'string' },
	read: (raw, stored) => {
		refuseJoinedExpressions(shown.displayName, stored);
		return readId(raw, shown.displayName);
	},
});

/** An optional id. @param invalid `invalidCustomer` for the id of a customer */
export const optionalIdField = (shown: Shown, invalid = invalidValue): Field<Id | undefined> => ({
	property: { default: '', ...shown, type: 'string' },
	read: (raw, stored) => {
		refuseJoinedExpressions(shown.displayName, stored);
		return isBlank(raw) ? undefined : readId(raw, shown.displayName, invalid);
	},
});
