export interface ErrorInBody {
	code?: string;
	words: string;
	/** Whether it is an `error_code`, which nothing else is named; a record may have a field `error`, `result` or `success`. */
	isCertain?: true;
}

/** The error in a body, in any of the forms that versions of the service use. */
export function errorIn(json: unknown): ErrorInBody | undefined {
	// A removal may answer with whether it was done.
	if (json === false) return { words: '' };
	if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
	const body = json as Record<string, unknown>;
	const code = body.error_code;
	if (code !== undefined && code !== null && codeOf(code) !== '0')
		return {
			code: codeOf(code),
			words: textOf(body.error_description ?? body.message ?? body.error),
			isCertain: true,
		};
	if (typeof body.error === 'string' && body.error !== '')
		return { words: textOf(body.error_description ?? body.error) };
	if (typeof body.error === 'object' && body.error !== null) {
		const error = body.error as Record<string, unknown>;
		return { code: codeOf(error.code), words: textOf(error.message ?? error.description) };
	}
	if (body.success === false || body.result === false)
		return { code: codeOf(body.code), words: textOf(body.message) };
	return undefined;
}

/** A code is a number or a text; nothing else may be one by accident, since a code makes a verdict. */
const codeOf = (value: unknown): string | undefined =>
	(typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined;

function textOf(value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value !== 'object') return String(value);
	try {
		return JSON.stringify(value);
	} catch {
		// It is nested deeper than the stack, so there is nothing to quote.
		return '';
	}
}
