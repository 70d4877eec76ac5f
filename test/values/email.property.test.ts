import emailAddresses from 'email-addresses';
import fc from 'fast-check';
import isEmail from 'validator/lib/isEmail';
import { readEmail } from '../../nodes/values/email';
import { isUnreadable } from '../../nodes/values/reading';
import { runs } from '../properties/runs';
import { noise } from './knownNumbers';

/** Email addresses, held against two well-kept readers of them, and with anything put around them. */

const keyOf = (written: string): string => {
	const email = readEmail(written);
	return isUnreadable(email) ? 'refused' : email.value.key;
};

/** Addresses of every kind that RFC 5322 has without quotes, and what looks like some. */
const likeAnAddress = fc.oneof(
	fc.emailAddress(),
	fc.emailAddress({ size: 'medium' }),
	fc
		.tuple(
			fc.stringMatching(/^[\w.+'*/-]{1,12}$/),
			fc.stringMatching(/^[a-z0-9-]{0,8}(?:\.[a-z0-9-]{0,6}){0,3}$/),
		)
		.map((parts) => parts.join('@')),
);

test('what is accepted is an address to other readers, and the same one', () => {
	let read = 0;
	fc.assert(
		fc.property(likeAnAddress, (written) => {
			const email = readEmail(written);
			if (isUnreadable(email)) return;
			read += 1;
			const { address, key } = email.value;
			const parsed = emailAddresses.parseOneAddress({ input: address, rfc6532: true });
			expect([address, parsed?.type === 'mailbox' && parsed.address]).toEqual([address, address]);
			// Another reader that takes the whole text takes it for the same address, but for a spreadsheet’s mark.
			if (written.startsWith("'")) return;
			const whole = emailAddresses.parseOneAddress(written);
			if (whole?.type === 'mailbox') expect(whole.address.toLowerCase()).toBe(key);
		}),
		runs(3000),
	);
	expect(read).toBeGreaterThan(0);
});

test('what a strict reader accepts is accepted, but for signs that are no part of an address', () => {
	fc.assert(
		fc.property(likeAnAddress, (written) => {
			const strange = /^[^a-z0-9_+-]|[/|]|\*\*|\{\{|\}\}|\$[a-z(]/i;
			fc.pre(
				isEmail(written, { ignore_max_length: true }) && !strange.test(written) && written.length <= 128,
			);
			expect([written, keyOf(written)]).toEqual([written, written.toLowerCase()]);
		}),
		runs(3000),
	);
});

const address = fc.constantFrom(
	'name@163.com',
	'Wang.Xiaoming+vip@mail.example.cn',
	'13800138000@139.com',
	'x_y-z@qq.com',
);
/** Anything but what letters, digits and signs of an address may be, nor the first half of one: the next may be the second. */
const outside = noise
	.filter((text) => !/[\p{L}\p{M}\p{N}_+.-]/u.test(text.normalize('NFKC')))
	.filter((text) => !/[\ud800-\udbff]$/.test(text));
const unseen = fc.constantFrom(
	'\u200b',
	'\ufeff',
	'\u202a',
	'\u00ad',
	'\ufe0f',
	'\u2060',
	'\u2800',
	'\u0000',
);
const wrap = fc.constantFrom('()', '“”', '""', "''", '（）', '【】', '<>', '「」', '[]', '{}');
const change: fc.Arbitrary<(text: string) => string> = fc.oneof(
	outside.map((more) => (text: string) => more + text),
	outside.map((more) => (text: string) => text + more),
	fc.tuple(unseen, fc.nat(20)).map(
		([char, at]) =>
			(text: string) =>
				text.slice(0, at) + char + text.slice(at),
	),
	wrap.map((pair) => (text: string) => pair[0] + text + pair[1]),
	fc
		.constantFrom('mailto:', '邮箱：', 'Email: ', 'E-mail：', '王小明 ', "'", '- ', '1. ')
		.map((label) => (text: string) => label + text),
	fc
		.constantFrom(
			'.',
			'。',
			',',
			'；',
			'?subject=x',
			' ',
			'、info@163.com',
			' / info@163.com',
			';info@163.com',
		)
		.map((more) => (text: string) => text + more),
	fc
		.constantFrom('王小明 <>', 'Wang<>', '“王小明” <>')
		.map((name) => (text: string) => name.replace('<>', `<${text}>`)),
	fc.constant((text: string) => text.replace('@', '＠')),
	fc.constant((text: string) => text.replace(/\.(?=[a-z]+$)/, '。')),
	fc.constant((text: string) => text.toUpperCase()),
);

test('whatever is put around an address: it stays the same or is refused', () => {
	let read = 0;
	fc.assert(
		fc.property(address, fc.array(change, { maxLength: 4 }), (known, changes) => {
			const written = changes.reduce<string>((text, apply) => apply(text), known);
			const key = keyOf(written);
			if (key.startsWith('refused')) return;
			read += 1;
			expect([written, key]).toEqual([written, known.toLowerCase()]);
		}),
		runs(4000),
	);
	expect(read).toBeGreaterThan(0);
});
