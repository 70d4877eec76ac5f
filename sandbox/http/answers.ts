import { writeExactly, type Json } from './longs';
import type { Quirks, RefusalWords } from '../switches';

export interface Answer {
	status: number;
	contentType: string;
	body: string | Buffer;
	headers?: Record<string, string>;
}

/** Thrown anywhere below a route: the application says no. Most refusals come with HTTP 200. */
export class Refusal extends Error {
	constructor(
		readonly code: Json,
		text: string,
		readonly status = 200,
	) {
		super(text);
	}

	/** Recorded: an id that doesn't exist is answered as if it were somebody else's. */
	static unknownId(): Refusal {
		return new Refusal(40201, 'permission is not enough', 500);
	}

	static worded({ code, text, status }: RefusalWords): Refusal {
		return new Refusal(code, text, status);
	}

	static badParameter(name: string): Refusal {
		return new Refusal(40004, `the params is illegal: ${name}`);
	}
}

export const json = (body: string | Buffer, status = 200): Answer => ({
	status,
	contentType: 'application/json;charset=UTF-8',
	body,
});

/** Recorded: a DELETE answers 204 and calls its empty body HTML. */
export const deleted = (): Answer => ({ status: 204, contentType: 'text/html;charset=utf-8', body: '' });

export function refused({ code, message, status }: Refusal, quirks: Quirks): Answer {
	const shownCode = quirks.codesAsStrings ? String(code) : code;
	const shapes = { plain: shownCode, object: { code: shownCode }, array: [shownCode], boolean: true };
	const styles: Record<Quirks['errorStyle'], Json> = {
		error_code: { error_code: shapes[quirks.codeShape], error_description: message },
		error: { error: { code: String(code), message } },
		success: { success: false, message },
	};
	// Without a code a 500 would be a crash and no refusal.
	const isCoded =
		quirks.errorStyle === 'error' || (quirks.errorStyle === 'error_code' && quirks.codeShape === 'plain');
	return json(writeExactly(styles[quirks.errorStyle]), status === 500 && !isCoded ? 200 : status);
}

const reasons: Record<number, string> = {
	302: 'Found',
	403: 'Forbidden',
	404: 'Not Found',
	405: 'Not Allowed',
	408: 'Request Time-out',
	413: 'Request Entity Too Large',
	414: 'Request-URI Too Large',
	429: 'Too Many Requests',
	502: 'Bad Gateway',
	503: 'Service Temporarily Unavailable',
	504: 'Gateway Time-out',
};

/** An unknown path, a wrong method, or (quirk) a customer who is gone. */
export function notFound(quirks: Quirks, status: number, headers?: Record<string, string>): Answer {
	if (quirks.notFoundBody === 'html') return gatewayPage(status, headers);
	return { ...json(`{"status":${status},"path":"unknown"}`, status), headers };
}

/** As nginx in front of the application words it. */
export function gatewayPage(status: number, headers?: Record<string, string>): Answer {
	const title = `${status} ${reasons[status] ?? 'Error'}`;
	const body =
		`<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n` +
		'<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n';
	return { status, contentType: 'text/html', body, headers };
}
