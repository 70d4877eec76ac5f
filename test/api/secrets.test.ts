import fc from 'fast-check';
import { Secrets } from '../../nodes/api/http/secrets';

const SECRET = 'a&b=c+d/e %f"g\\h<é客';
function redactorOf(...values: unknown[]): (text: string) => string {
	const secrets = new Secrets();
	for (const value of values) secrets.add(value);
	return secrets.redact;
}

test.each([
	['as it is', SECRET],
	['in a URL', encodeURIComponent(SECRET)],
	['in a URL, in lower case', encodeURIComponent(SECRET).toLowerCase()],
	['in a URL in a URL', encodeURIComponent(encodeURIComponent(SECRET))],
	['in a form', new URLSearchParams({ '': SECRET }).toString().slice(1)],
	['in an address that is encoded in part', encodeURI(SECRET)],
	['in JSON', JSON.stringify(SECRET).slice(1, -1)],
	['in HTML', SECRET.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')],
])('a secret is hidden %s', (_name, form) => {
	expect(redactorOf(SECRET)(`before ${form} after ${form}`)).toBe('before [hidden] after [hidden]');
});

test('a secret is hidden without the spaces around it, which are not sent', () => {
	expect(redactorOf(`  ${SECRET}\n`)(SECRET)).toBe('[hidden]');
});

test('what is empty or not text is not taken for a secret', () => {
	expect(redactorOf('', ' ', undefined, null, 12345678)('12345678 undefined')).toBe('12345678 undefined');
});

describe('a secret under 8 characters', () => {
	test.each([
		's3c',
		'secret=s3c&appid=1',
		'"s3c"',
		'x%3Ds3c%26',
		'密钥s3c无效',
		'\\u0022s3c\\u0022',
		'S3C',
		'(s3c)',
	])('is hidden where it stands alone: %s', (text) => expect(redactorOf('s3c')(text)).not.toMatch(/s3c/i));

	test('stays visible inside words, or no message could be read any more', () => {
		expect(redactorOf('cust')('customer 7 is cust')).toBe('customer 7 is [hidden]');
	});
});

test('the longer of two secrets is hidden whole where one begins with the other', () => {
	expect(redactorOf('secret-number-one-and-more', 'secret-number-one')('secret-number-one-and-more')).toBe(
		'[hidden]',
	);
	expect(redactorOf('secret-number-one', 'secret-number-one-and-more')('secret-number-one-and-more')).toBe(
		'[hidden]',
	);
});

test('any secret is hidden in each of its forms, between any texts', () => {
	const secret = fc
		.string({ unit: 'grapheme', minLength: 8, maxLength: 40 })
		.filter((text) => text.trim().length >= 8);
	fc.assert(
		fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
			const trimmed = value.trim();
			const redact = redactorOf(value);
			for (const form of [trimmed, encodeURIComponent(trimmed), JSON.stringify(trimmed).slice(1, -1)])
				expect(redact(`${before}${form}${after}`)).not.toContain(form);
		}),
	);
});
