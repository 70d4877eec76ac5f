/** The error in a body, in any of the three forms that versions of the service use. */
export function errorIn(json: unknown): { code?: string; words: string } | undefined {
	if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
	const body = json as Record<string, unknown>;
	const code = body.error_code;
	if (code !== undefined && code !== null && String(code) !== '0')
		return { code: String(code), words: said(body.error_description ?? body.message ?? body.error) };
	if (typeof body.error === 'string' && body.error !== '')
		return { words: said(body.error_description ?? body.error) };
	if (typeof body.error === 'object' && body.error !== null) {
		const error = body.error as Record<string, unknown>;
		return {
			code: error.code === undefined ? undefined : said(error.code),
			words: said(error.message ?? error.description),
		};
	}
	if (body.success === false)
		return { code: body.code === undefined ? undefined : said(body.code), words: said(body.message) };
	return undefined;
}

function said(value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value !== 'object') return String(value);
	try {
		return JSON.stringify(value);
	} catch {
		// Nested deeper than the stack: there is nothing in it to read out.
		return '';
	}
}
