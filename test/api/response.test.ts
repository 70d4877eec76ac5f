import type { HttpResponse } from '../../nodes/api/http/fetchResponse';
import { readResponse } from '../../nodes/api/http/response';
import { Refusal } from '../../nodes/api/errors';

const plain = (text: string) => text;
const request = { method: 'GET', path: '/v1/lists', read: (body: unknown) => body } as const;
const write = {
	method: 'POST',
	path: '/x',
	repeat: 'never',
	anyBody: true,
	read: (body: unknown) => body,
} as const;
const answer = (status: number, text: string, headers: Record<string, unknown> = {}): HttpResponse => ({
	status,
	bytes: Buffer.from(text),
	headers,
});

function refusalOf(given: HttpResponse, asked: Parameters<typeof readResponse>[0] = request): Refusal {
	try {
		readResponse(asked, given, plain);
	} catch (error) {
		if (error instanceof Refusal) return error;
		throw error;
	}
	throw new Error('It was taken for a success');
}

describe('an answer recorded from the live service in 2016', () => {
	test('that issues a token is a success, though it holds an error_code of 0', () => {
		const body = '{"error_code":0,"access_token":"TOKEN","expires_in":7200}';
		expect(readResponse(request, answer(200, body), plain)).toMatchObject({ access_token: 'TOKEN' });
	});

	test('to a wrong App ID or Secret is a refusal, though it is HTTP 200 and its code is text', () => {
		const refusal = refusalOf(
			answer(200, '{"error_code":"40004","error_description":"the params is illegal"}'),
		);
		expect(refusal).toMatchObject({ kind: 'refused', code: '40004', serverMessage: 'the params is illegal' });
	});

	test('to an ID that does not exist is a refusal under HTTP 500 with a number as its code', () => {
		const refusal = refusalOf(
			answer(500, '{"error_code":40201,"error_description":"permission is not enough"}'),
		);
		expect(refusal).toMatchObject({ kind: 'refused', code: '40201', httpStatus: 500, transient: false });
	});

	test('to a create is read under HTTP 201, with its fields that are null', () => {
		const body =
			'{"account":null,"customerId":2198516,"dateCreated":"2016-04-23T08:06:25Z","gender":0,"id":24498}';
		expect(readResponse(request, answer(201, body), plain)).toMatchObject({ id: 24498, account: null });
	});

	test('to a delete is a success under HTTP 204 without a body', () => {
		expect(readResponse(request, answer(204, ''), plain)).toBeUndefined();
	});
});

test.each(['constructor', '__proto__', 'toString', '404', '500'])(
	'the code %s has no special meaning',
	(code) => {
		const refusal = refusalOf(answer(200, JSON.stringify({ error: { code, message: 'no' } })));
		expect(refusal.description).toBe('The quoted words are DM Hub’s own and say what it did not accept.');
	},
);

test.each([
	[422, 'DM Hub does not say what it did not accept'],
	[520, 'DM Hub failed while processing this'],
])('of a page under HTTP %i nobody says that it holds DM Hub’s reason', (status, advice) => {
	expect(refusalOf(answer(status, '<html><title>Sorry</title></html>')).description).toContain(advice);
});

test.each([
	['{"error":{"code":"X1","message":"no"}}', { code: 'X1', serverMessage: 'no' }],
	['{"success":false,"message":"no"}', { serverMessage: 'no' }],
	['{"error":"invalid_request","error_description":"no"}', { serverMessage: 'no' }],
	['{"error_code":1,"error_description":{"why":"no"}}', { code: '1', serverMessage: '{"why":"no"}' }],
	['{"error_code":1}', { code: '1', serverMessage: '' }],
])('the error style of later versions is a refusal, too: %s', (body, facts) => {
	expect(refusalOf(answer(200, body))).toMatchObject({ kind: 'refused', ...facts });
});

test.each([
	'{"error_code":"0"}',
	'{"error_code":null}',
	'{"success":true}',
	'{"error":null}',
	'{"error":""}',
	'true',
	'3',
	'[]',
])('%s is a success', (body) => {
	expect(readResponse(request, answer(200, body), plain)).toEqual(JSON.parse(body));
});

test.each([
	[200, '{"error_code":40001,"error_description":""}'],
	[200, '{"error_code":7,"error_description":"invalid access_token"}'],
	[200, '{"error":{"code":"E","message":"令牌无效"}}'],
	[500, '{"error_code":"42001","error_description":"expired"}'],
	[401, '{"error_code":7,"error_description":"who?"}'],
	[401, '<html>'],
	[401, ''],
])('HTTP %i %s is about the token', (status, body) => {
	expect(refusalOf(answer(status, body)).kind).toBe('token');
});

test('an address that is quoted in a refusal says nothing about the token', () => {
	const words = 'bad request /v1/lists?access_token=abc&rows=0';
	expect(refusalOf(answer(200, `{"error_code":7,"error_description":"${words}"}`)).kind).toBe('refused');
});

test.each([408, 429, 502, 503, 504])('HTTP %i is a busy server, whatever the body says', (status) => {
	for (const body of ['', '<html>', '{"error_code":40201,"error_description":"no"}', '{"id":1}'])
		expect(refusalOf(answer(status, body))).toMatchObject({ kind: 'busy', transient: true });
});

test('only a 429 says that a write was surely not done', () => {
	expect([429, 503, 502].map((status) => refusalOf(answer(status, ''), write).work)).toEqual([
		'undone',
		'doubtful',
		'unknown',
	]);
	expect(refusalOf(answer(500, '<html>'), write)).toMatchObject({ kind: 'busy', work: 'unknown' });
	for (const status of [429, 500, 502, 503]) expect(refusalOf(answer(status, '')).work).toBe('undone');
});

test.each([
	['5', 5_000],
	['0', 0],
	['-3', 0],
	['1.5', 1_500],
	['Tue, 24 Nov 2026 08:00:30 GMT', 30_000],
	['Tue, 24 Nov 2026 07:00:00 GMT', 0],
	['soon', undefined],
	['', undefined],
])('Retry-After is read as seconds or as a date: %s', (value, milliseconds) => {
	const headers = { 'retry-after': value, date: 'Tue, 24 Nov 2026 08:00:00 GMT' };
	expect(refusalOf(answer(429, '', headers)).retryAfterMs).toBe(milliseconds);
});

test.each([
	[413, '<html>'],
	[414, '<html>'],
	[200, '{"error_code":40013,"error_description":"too many items, at most 60"}'],
	[200, '{"error_code":40013,"error_description":"too many customerIds"}'],
	[500, '{"error_code":40013,"error_description":"Too many list members"}'],
	[200, '{"error_code":7,"error_description":"at most 60 customerIds"}'],
	[200, '{"error_code":7,"error_description":"批量数量过多"}'],
	[400, '{"error_code":7,"error_description":"Request entity too large"}'],
])('HTTP %i %s says that the request was too large', (status, body) => {
	expect(refusalOf(answer(status, body)).kind).toBe('size');
});

test.each([
	'too many requests',
	'too many calls with these ids',
	'at most 60 requests per minute',
	'a list holds at most 60 members',
])('“%s” is not about the size of a request', (words) => {
	const body = JSON.stringify({ error_code: 7, error_description: words });
	expect(refusalOf(answer(200, body)).kind).toBe('refused');
});

test('the refusal of a redirect names its target without the query string', () => {
	const refusal = refusalOf(answer(302, '', { location: 'https://login.example/in?access_token=abc' }));
	expect(refusal.kind).toBe('setup');
	expect(refusal.message).toContain('https://login.example/in (HTTP 302)');
	expect(refusal.message).not.toContain('abc');
});

test('a page of HTML under HTTP 200 is not a response, and what became of a write is not known', () => {
	const page = answer(200, '<html>Login</html>');
	expect(refusalOf(page)).toMatchObject({ kind: 'unreadable', work: 'undone' });
	expect(refusalOf(page, write)).toMatchObject({ kind: 'unreadable', work: 'unknown', outcome: 'unknown' });
	expect(readResponse(write, answer(200, 'ok'), plain)).toBe('ok');
});

test.each(['{"error_code":40201,"error_desc', '{"success":fal', '[{"id":1'])(
	'JSON that was cut short is no success, even where any body is one: %s',
	(text) => {
		const cut = answer(200, text);
		expect(refusalOf(cut, write)).toMatchObject({ kind: 'unreadable', work: 'unknown', outcome: 'unknown' });
	},
);
