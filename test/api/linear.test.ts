import { readResponse } from '../../nodes/api/http/response';
import { urlOf, type HttpResponse } from '../../nodes/api/http/fetchResponse';
import { baseUrlOf, userInfoOf } from '../../nodes/api/sending/credentialData';
import { networkRefusal } from '../../nodes/api/http/networkError';
import { Secrets } from '../../nodes/api/http/secrets';
import { Refusal } from '../../nodes/api/errors';
import type { Request } from '../../nodes/api/request';
import { isMissingRight } from '../../nodes/api/reading/customerRights';

/**
 * Whatever reads a server's words, or a credential, takes time in proportion to its length: ten times the text takes
 * about ten times as long, where a reader that goes back at every step takes a hundred times.
 */

const LENGTH = 10_000;
const TOKEN = 'live-token/of+an=application';
const secrets = new Secrets();
secrets.add(TOKEN, 'app-secret-of-the-application', 's3c', 'x'.repeat(600));

/** CPU time in ms, of the faster of two. */
function costOf(work: () => void): number {
	const costs = [1, 2].map(() => {
		const before = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(before);
		return (user + system) / 1_000;
	});
	return Math.min(...costs);
}

function expectLinear(work: (length: number) => void): void {
	work(1_000);
	const [short, long] = [costOf(() => work(LENGTH)), costOf(() => work(10 * LENGTH))];
	expect(long).toBeLessThan(35 * Math.max(short, 5));
}

/** With an end that is none of it, where a pattern that went all the way fails. */
const filled = (unit: string, length: number): string =>
	`${unit.repeat(Math.ceil(length / unit.length)).slice(0, length)}!`;

/** Texts that a careless pattern goes back and forth in. */
const units = [
	'a',
	' ',
	'request ',
	'at most 1',
	'1',
	'%25',
	'%',
	'&amp;',
	'&#x0',
	'\\',
	'\\u00',
	'access_token=',
	'token ',
	TOKEN.slice(0, -1),
	'x',
	'超过',
	'E',
	'/',
	'<',
	'客',
	'permission ',
];

const request: Request = {
	method: 'POST',
	path: '/v1/lists',
	repeat: 'never',
	body: JSON.stringify({ name: 'Token Club', other: 'token' }),
	read: (body) => body,
};
const answer = (status: number, text: string): HttpResponse => ({
	status,
	headers: {},
	bytes: Buffer.from(text),
});

function refusalOf(given: HttpResponse): Refusal {
	try {
		readResponse(request, given, secrets.redact);
	} catch (error) {
		if (error instanceof Refusal) return error;
		throw error;
	}
	throw new Error('It was taken for a success');
}

test.each(units)('the words of a refusal, however long: %j', (unit) => {
	expectLinear((length) => {
		const words = filled(unit, length);
		const refusal = refusalOf(answer(200, JSON.stringify({ error_code: 7, error_description: words })));
		isMissingRight(refusal);
		expect(refusal.message.length).toBeLessThan(1_000);
	});
});

test.each(units)('a code, however long: %j', (unit) => {
	expectLinear((length) => {
		const refusal = refusalOf(answer(200, JSON.stringify({ error_code: filled(unit, length) })));
		expect(refusal.message.length).toBeLessThan(1_000);
	});
});

test.each(units)('a page that is no answer, however long: %j', (unit) => {
	expectLinear((length) => {
		for (const status of [200, 400, 500])
			expect(refusalOf(answer(status, `<${filled(unit, length)}`)).message.length).toBeLessThan(1_000);
	});
});

test.each(units)('the message of a failed connection, however long: %j', (unit) => {
	expectLinear((length) => {
		const words = filled(unit, length);
		const error = Object.assign(new Error(words), { messages: [words], code: words });
		const refusal = networkRefusal(error, { request, timeoutSeconds: 1, redact: secrets.redact });
		expect(refusal.message.length).toBeLessThan(1_000);
	});
});

test.each(units)('where a redirect leads, however far: %j', (unit) => {
	expectLinear((length) => {
		const headers = { location: filled(unit, length) };
		expect(refusalOf({ ...answer(302, ''), headers }).message.length).toBeLessThan(1_000);
	});
});

test.each([...units, 'https://', '/v1', '@', ':', '//'])('a Base URL, however long: %j', (unit) => {
	expectLinear((length) => {
		for (const end of ['', ' ', '@', '/', '/v1', ' /'])
			for (const begin of ['', 'https://', 'https://a']) {
				const baseUrl = baseUrlOf(`${begin}${filled(unit, length)}${end}`);
				userInfoOf(baseUrl);
				try {
					urlOf(baseUrl, { path: '/v1/lists' });
				} catch (error) {
					if (!(error instanceof Refusal)) throw error;
				}
			}
	});
});

test('secrets, however long', () => {
	expectLinear((length) => {
		const long = new Secrets();
		long.add(filled('abcdefghi/', length), filled('%25', length), filled('&amp;', length));
		long.redact('the token is not valid');
	});
});
