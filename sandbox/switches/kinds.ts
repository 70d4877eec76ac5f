import Ajv, { type ErrorObject } from 'ajv';

export type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * One behaviour of DM Hub that the reference leaves open: what it may be, what it is unless told otherwise, and what it
 * means. Types, defaults, the checks of the control calls and the README's tables all follow from the tables of this folder.
 */
export interface Switch<T> {
	usual: T;
	meaning: string;
	/** Of its value as JSON. */
	schema: JsonSchema;
	/** What it may be, for messages and for the README. */
	allowed: string;
	/** From JSON, where the value is something that JSON does not have. */
	read?: (json: never) => T;
}

/** One of these; the first is the usual one. */
export const choice = <const T extends string | number>(
	allowed: readonly T[],
	meaning: string,
): Switch<T> => ({
	usual: allowed[0],
	meaning,
	schema: { enum: allowed },
	allowed: allowed.map((each) => `\`${each}\``).join(' '),
});

/** Any of these; all of them unless told otherwise. */
export const anyOf = <const T extends string>(
	allowed: readonly T[],
	meaning: string,
	usual = allowed,
): Switch<readonly T[]> => ({
	usual,
	meaning,
	schema: { type: 'array', items: { enum: allowed }, uniqueItems: true },
	allowed: `a list of ${allowed.map((each) => `\`${each}\``).join(' ')}`,
});

export const onOff = (usual: boolean, meaning: string): Switch<boolean> => ({
	usual,
	meaning,
	schema: { type: 'boolean' },
	allowed: '`true` `false`',
});

export const orNone = <T>({ usual: _none, schema, allowed, meaning }: Switch<T>): Switch<T | null> => ({
	usual: null,
	meaning,
	schema: { anyOf: [schema, { type: 'null' }] },
	allowed: `${allowed}, \`null\``,
});

export const number = (usual: number, meaning: string, minimum?: number): Switch<number> => ({
	usual,
	meaning,
	schema: { type: 'number', minimum },
	allowed: minimum === undefined ? 'a number' : `a number from ${minimum}`,
});

export const whole = (usual: number, meaning: string, minimum = 1): Switch<number> => ({
	usual,
	meaning,
	schema: { type: 'integer', minimum },
	allowed: `a whole number from ${minimum}`,
});

/** How many at most, or no limit. */
export const atMost = (meaning: string) => orNone(whole(1, meaning));

export interface RefusalWords {
	status: number;
	code: number | string;
	text: string;
}

export const refusal = (usual: RefusalWords, meaning: string): Switch<RefusalWords> => ({
	usual,
	meaning,
	schema: {
		type: 'object',
		properties: {
			status: { type: 'integer', minimum: 200, maximum: 599 },
			code: { type: ['integer', 'string'] },
			text: { type: 'string' },
		},
		required: ['status', 'code', 'text'],
		additionalProperties: false,
	},
	allowed: '`{"status", "code", "text"}`',
});

/** A number with what is answered beyond it, or no limit. */
export const limitWith = <const T extends string>(answers: readonly T[], meaning: string) =>
	orNone<{ max: number; answer: T }>({
		usual: { max: 1, answer: answers[0] },
		meaning,
		schema: {
			type: 'object',
			properties: { max: { type: 'integer', minimum: 1 }, answer: { enum: answers } },
			required: ['max', 'answer'],
			additionalProperties: false,
		},
		allowed: `\`{"max", "answer"}\` with ${answers.map((each) => `\`${each}\``).join(' ')}`,
	});

// `verbose` gives the value that an error is about.
const ajv = new Ajv({ verbose: true, strictTypes: false });

/** Throws TypeError with words for whoever sent it: `quirks.countShape is "three", but must be one of "bare", "object"`. */
export function check(schema: JsonSchema, value: unknown, what: string): void {
	const validate = ajv.compile(schema);
	if (validate(value)) return;
	// Of a union the first error is about its first kind; the last says that none fits.
	const [error] = validate.errors ?? [];
	throw new TypeError(error ? wordsFor(error, what) : `${what} is invalid`);
}

function wordsFor({ instancePath, keyword, params, message, data }: ErrorObject, what: string): string {
	const where = `${what}${instancePath.replaceAll('/', '.')}`;
	if (keyword === 'additionalProperties') return `${where} has no field ${String(params.additionalProperty)}`;
	if (keyword === 'required') return `${where} needs ${String(params.missingProperty)}`;
	const wanted =
		keyword === 'enum'
			? `must be one of ${(params.allowedValues as unknown[]).map((each) => JSON.stringify(each)).join(', ')}`
			: message;
	return `${where} is ${JSON.stringify(data)}, but ${wanted}`;
}
