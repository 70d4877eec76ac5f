import fc from 'fast-check';
import { compareIds, toWireId, offsetId, readWireId } from '../../nodes/api/ids';

const long = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });

test('an ID goes out as a number while that is exact, and as its digits beyond', () => {
	expect(toWireId('9007199254740991')).toBe(9007199254740991);
	expect(toWireId('9007199254740992')).toBe('9007199254740992');
	expect(toWireId('0')).toBe(0);
	fc.assert(fc.property(long, (id) => expect(BigInt(toWireId(id.toString()))).toBe(id)));
});

test.each([
	[1, 1],
	['1', 1],
	['1627652953215191041', '1627652953215191041'],
	['9223372036854775807', '9223372036854775807'],
	[0, 0],
])('%p in an answer is the id %p', (value, id) => {
	expect(readWireId(value)).toBe(id);
});

test.each([
	-1,
	1.5,
	NaN,
	2 ** 53,
	'',
	'01',
	'-1',
	'1.0',
	' 1',
	'x',
	'9223372036854775808',
	'10000000000000000000',
	null,
	undefined,
	true,
	[],
	{},
	[1],
])('%p in an answer is not an ID', (value) => {
	expect(readWireId(value)).toBeUndefined();
});

test('ids compare by value, whatever form they have', () => {
	fc.assert(
		fc.property(long, fc.oneof(long, fc.bigInt({ min: -3n, max: 3n })), (one, drawn) => {
			// Neighbours beyond 2^53 are one and the same double.
			const other =
				drawn >= -3n && drawn <= 3n && one + drawn >= 0n && one + drawn < 2n ** 63n
					? one + drawn
					: drawn < 0n
						? one
						: drawn;
			const forms = (id: bigint) => [toWireId(id.toString()), id.toString()];
			for (const a of forms(one))
				for (const b of forms(other))
					expect(Math.sign(compareIds(a, b))).toBe(one < other ? -1 : one > other ? 1 : 0);
		}),
	);
});

test('`offsetId` gives the ID that lies so far from another, exactly', () => {
	expect(offsetId('9007199254740991', 1n)).toBe('9007199254740992');
	expect(offsetId('5', -1n)).toBe('4');
});
