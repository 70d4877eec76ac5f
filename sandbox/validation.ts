import Ajv, { type ErrorObject } from 'ajv';

export type JsonSchema = { readonly [keyword: string]: unknown };

// `verbose` gives the value that an error is about.
const ajv = new Ajv({ verbose: true, allowUnionTypes: true, strictTuples: false });

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
