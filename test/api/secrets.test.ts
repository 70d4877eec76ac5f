import fc from 'fast-check';
import { Secrets, excerpt } from '../../nodes/api/http/secrets';

const SECRET = 'a&b=c+d/e %f"g\\h<é客';
/** With every character but letters and digits written by its number, as encoders of HTML do. */
const numbered = (write: (point: number) => string): string =>
	SECRET.replace(/[^a-z0-9]/giu, (character) => write(character.codePointAt(0) ?? 0));
const NAMES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'"': '&quot;',
	'+': '&plus;',
	'=': '&equals;',
	'/': '&sol;',
	'\\': '&bsol;',
	'%': '&percnt;',
};

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
	['in a URL in a URL in a URL', encodeURIComponent(encodeURIComponent(encodeURIComponent(SECRET)))],
	['in HTML, by decimal numbers', numbered((point) => `&#${point};`)],
	['in HTML, by padded decimal numbers', numbered((point) => `&#${String(point).padStart(5, '0')};`)],
	['in HTML, by hexadecimal numbers', numbered((point) => `&#x${point.toString(16)};`)],
	['in HTML, by capital hexadecimal numbers', numbered((point) => `&#X${point.toString(16).toUpperCase()};`)],
	[
		'in HTML, by padded hexadecimal numbers',
		numbered((point) => `&#x${point.toString(16).padStart(4, '0')};`),
	],
	['in HTML, by numbers without a semicolon', numbered((point) => `&#${point}`)],
	['in HTML, by names', SECRET.replace(/[&<"+=/\\%]/g, (character) => NAMES[character])],
	['in HTML in HTML', numbered((point) => `&amp;#x${point.toString(16)};`)],
	['in JSON with escaped slashes', JSON.stringify(SECRET).slice(1, -1).replaceAll('/', '\\/')],
	['in JSON in JSON', JSON.stringify(JSON.stringify(SECRET)).slice(3, -3)],
	['in JSON, by numbers', numbered((point) => `\\u${point.toString(16).padStart(4, '0')}`)],
	[
		'in JavaScript, by numbers',
		numbered((point) => (point < 256 ? `\\x${point.toString(16)}` : String.fromCodePoint(point))),
	],
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

test('a secret of 8 characters is hidden inside words, too', () => {
	expect(redactorOf('s3cr3tly')('token_s3cr3tly2')).toBe('token_[hidden]2');
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

test('characters beyond 16 bits are hidden in every form, too', () => {
	const secret = 'smile😀secret';
	for (const form of [
		secret,
		encodeURIComponent(secret),
		'smile\\ud83d\\ude00secret',
		'smile&#128512;secret',
	])
		expect(redactorOf(secret)(`(${form})`)).toBe('([hidden])');
});

test('a secret of any length is hidden as a whole', () => {
	for (const length of [499, 500, 501, 5_000, 100_000]) {
		const secret = 'abcdefghi-'.repeat(length / 10 + 1).slice(0, length);
		expect(redactorOf(secret)(`the token ${secret} is not valid`)).toBe('the token [hidden] is not valid');
	}
});

describe('an excerpt', () => {
	const redact = redactorOf(SECRET);

	test('is the beginning of a text', () => {
		expect(excerpt('abcdef', 3, redact)).toBe('abc');
		expect(excerpt('abc', 10, redact)).toBe('abc');
		expect(excerpt(`${'x'.repeat(1_000_000)}`, 200, redact)).toBe('x'.repeat(200));
	});

	test('shows no part of a secret, wherever the text was cut', () => {
		for (let before = 0; before < SECRET.length; before += 1) {
			const text = `${'x'.repeat(before)}${SECRET.repeat(1_100)}`;
			const shown = excerpt(text, 30_000, redact);
			expect(shown.replaceAll('[hidden]', '').replaceAll('x', '')).toBe('');
		}
	});
});
