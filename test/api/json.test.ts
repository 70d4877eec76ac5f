import fc from 'fast-check';
import { parseJson } from '../../nodes/api/http/json';

const LONG = '1627652953215191041';

test.each([
	['a long id is the string of its digits', `{"id":${LONG}}`, { id: LONG }],
	['an exact one stays a number', '{"id":9007199254740991}', { id: 9007199254740991 }],
	['one more than exact does not', '{"id":9007199254740993}', { id: '9007199254740993' }],
	['in a list', `[${LONG},${LONG}]`, [LONG, LONG]],
	['alone', LONG, LONG],
	['below zero', `[-${LONG}]`, [`-${LONG}`]],
	['with spaces around', `{"id" : ${LONG} }`, { id: LONG }],
	[
		'digits in a name stay',
		`{"name":"no. ${LONG}, ${LONG}","id":1}`,
		{ name: `no. ${LONG}, ${LONG}`, id: 1 },
	],
	['behind a quote in a name', `{"name":"a\\"${LONG}","id":${LONG}}`, { name: `a"${LONG}`, id: LONG }],
	['behind backslashes in a name', `{"name":"a\\\\","id":${LONG}}`, { name: 'a\\', id: LONG }],
	['a decimal stays a decimal', '[0.12345678901234567]', [0.12345678901234567]],
	['an exponent stays one', '[1234567890123456e3]', [1234567890123456e3]],
	['a key of digits', `{"${LONG}":${LONG}}`, { [LONG]: LONG }],
])('IDs keep their digits and all else stays as it is: %s', (_name, text, value) => {
	expect(parseJson(text)).toEqual(value);
});

test.each(['', '{', `{"id":${LONG}`, `"${LONG}`, `01${LONG}`, '<html>'])('%j is not JSON', (text) => {
	expect(() => parseJson(text)).toThrow(SyntaxError);
});

test('whatever JSON.parse reads exactly is read the same', () => {
	const value = fc.jsonValue({ maxDepth: 4 });
	fc.assert(
		fc.property(value, fc.constantFrom(undefined, 1), (json, space) => {
			const text = JSON.stringify(json, null, space);
			const exact = (text.match(/\d{16,}/g) ?? []).length === 0;
			if (exact) expect(parseJson(text)).toEqual(JSON.parse(text));
		}),
		{ numRuns: 1_000 },
	);
});

test('ids of any size between names of any kind come back with all their digits', () => {
	const row = fc.record({
		id: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
		name: fc.string({ unit: 'binary' }),
	});
	fc.assert(
		fc.property(fc.array(row), (rows) => {
			const text = rows.map(({ id, name }) => `{"id":${id},"name":${JSON.stringify(name)}}`).join(',');
			const read = parseJson(`[${text}]`) as Array<{ id: number | string; name: string }>;
			expect(read.map(({ id }) => BigInt(id))).toEqual(rows.map(({ id }) => id));
			expect(read.map(({ name }) => name)).toEqual(rows.map(({ name }) => JSON.parse(JSON.stringify(name))));
		}),
		{ numRuns: 1_000 },
	);
});

test('quotes, backslashes and digits in names neither hide an ID nor make one', () => {
	const name = fc
		.array(fc.constantFrom('"', '\\', LONG, ',', ':', '{', 'x'), { maxLength: 8 })
		.map((parts) => parts.join(''));
	fc.assert(
		fc.property(fc.array(name), (names) => {
			const text = JSON.stringify(names.map((each) => ({ name: each, id: 1 }))).replaceAll(
				'"id":1',
				`"id":${LONG}`,
			);
			expect(parseJson(text)).toEqual(
				names.map((each) => ({ name: each.replaceAll('"id":1', `"id":${LONG}`), id: LONG })),
			);
		}),
		{ numRuns: 1_000 },
	);
});
