import type { HttpResponse } from '../../nodes/api/http/fetchResponse';
import { readResponse } from '../../nodes/api/http/response';
import { Refusal } from '../../nodes/api/errors';
import type { Request } from '../../nodes/api/request';

const plain = (text: string) => text;

function refusalOf(answer: HttpResponse, request: Request): Refusal {
	try {
		readResponse(request, answer, plain);
	} catch (error) {
		if (error instanceof Refusal) return error;
		throw error;
	}
	throw new Error('It was taken for a success');
}

const write: Request = { method: 'POST', path: '/x', repeat: 'never', anyBody: true, read: (body) => body };
const answer = (status: number, text: string): HttpResponse => ({
	status,
	headers: {},
	bytes: Buffer.from(text),
});

test.each(['false', '{"result":false}', '{"success":false}'])('a success of %s is a refusal', (body) => {
	expect(refusalOf(answer(200, body), write)).toMatchObject({ kind: 'refused', work: 'undone' });
});

test('under HTTP 500 a refusal with a code does not advise to try again later; one without does', () => {
	const coded = refusalOf(answer(500, '{"error_code":7,"error_description":"no"}'), write);
	expect(coded).toMatchObject({ kind: 'refused', transient: false });
	expect(coded.description).not.toMatch(/later/);
	expect(refusalOf(answer(500, '<html>'), write).description).toMatch(/later/);
});

describe('words that speak of a token', () => {
	const create = {
		method: 'POST',
		path: '/v1/lists',
		repeat: 'never',
		body: '{"name":"Token Club"}',
		read: (body: unknown) => body,
	} as const;
	const saying = (words: string, code: number) => ({
		status: 200,
		headers: {},
		bytes: Buffer.from(JSON.stringify({ error_code: code, error_description: words })),
	});

	test.each([
		['a code that is not a token’s', 'the token of the name is illegal', 40004],
		['a code for an id that does not exist', 'no such token', 40201],
		['a quotation of what was sent', "name 'Token Club' is not allowed", 7],
	])('do not refuse the token beside %s', (_what, words, code) => {
		expect(refusalOf(saying(words, code), create).kind).toBe('refused');
	});

	test('refuse the token by themselves, but only a token’s code ends the run', () => {
		expect(refusalOf(saying('the token is out of date', 7), create)).toMatchObject({
			kind: 'token',
			endsRun: false,
		});
		expect(refusalOf(saying('no', 40001), create)).toMatchObject({ kind: 'token', endsRun: true });
	});

	test('refuse the token beside a quotation, too', () => {
		expect(refusalOf(saying('invalid token, name Token Club', 7), create).kind).toBe('token');
	});

	test('do not refuse a token that is certainly good', () => {
		expect(() => readResponse(create, saying('the token is out of date', 7), plain, false)).toThrow(
			'DM Hub refused POST /v1/lists',
		);
	});
});
