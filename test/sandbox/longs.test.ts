import fc from 'fast-check';
import { parseExactly, readLong, toLong, writeExactly, type Json } from '../../sandbox/http/longs';

const json = fc.letrec<{ value: Json }>((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		fc.constantFrom(null, true, false, 0.5, -1.25e30, '123', '"1":2', '\\', '\\"', '\u0000'),
		fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
		fc.string({ unit: 'binary' }),
		fc.array(tie('value'), { maxLength: 4 }),
		fc.dictionary(
			fc.string().filter((key) => key !== '__proto__'),
			tie('value'),
			{ maxKeys: 4, noNullPrototype: true },
		),
	),
})).value;

test('what is written is read back with exact integers', () => {
	fc.assert(fc.property(json, (value) => void expect(parseExactly(writeExactly(value))).toEqual(value)));
});

test('the parser agrees with JSON.parse about what is JSON', () => {
	const text = fc.array(
		fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '1', '0', '-', '.', 'e', ' ', 'a', '\\'),
		{
			maxLength: 8,
		},
	);
	const accepts = (parse: (text: string) => unknown, candidate: string) => {
		try {
			parse(candidate);
			return true;
		} catch {
			return false;
		}
	};
	fc.assert(
		fc.property(text, (parts) => {
			const candidate = parts.join('');
			expect(accepts(parseExactly, candidate)).toBe(accepts(JSON.parse, candidate));
		}),
		{ numRuns: 5000 },
	);
	for (const candidate of [
		'{1:2}',
		'"\\1',
		'"\\\n1',
		'[01]',
		'[1 2]',
		'1-2',
		'[1,]',
		'{"a":1}',
		' 12 ',
		'-0',
		'[1e5]',
	]) {
		expect([candidate, accepts(parseExactly, candidate)]).toEqual([
			candidate,
			accepts(JSON.parse, candidate),
		]);
	}
});

test('only exact Longs are read', () => {
	expect(readLong('9223372036854775807')).toBe(2n ** 63n - 1n);
	for (const text of ['9223372036854775808', '1.0', '', ' 1', '0x1', '1e3'])
		expect(readLong(text)).toBeUndefined();
	// A test that writes such an id as a number has rounded it already.
	expect(() => toLong(Number('1627652953215191041'))).toThrow('not an exact integer');
});
