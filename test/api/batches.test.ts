import fc from 'fast-check';
import { urlBatches } from '../../nodes/api/request';
import { batches } from '../../nodes/ConvertlabGroups/membership/addToGroup';

test('batches hold every entry once, in order, and none is larger than the size', () => {
	fc.assert(
		fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 9 }), (source, size) => {
			const all = [...batches(() => size, source)];
			expect(all.flat()).toEqual(source);
			expect(all.every(({ length }) => length >= 1 && length <= size)).toBe(true);
			expect(all.slice(0, -1).every(({ length }) => length === size)).toBe(true);
		}),
	);
});

test('a size that shrinks takes effect with the next batch', () => {
	let size = 8;
	const lengths: number[] = [];
	for (const { length } of batches(() => size, Array.from({ length: 20 }))) {
		lengths.push(length);
		size = 4;
	}
	expect(lengths).toEqual([8, 4, 4, 4]);
});

test('URL batches respect the count and the bytes; an ID that is too long goes alone', () => {
	const ids = fc.array(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String));
	fc.assert(
		fc.property(
			ids,
			fc.integer({ min: 1, max: 9 }),
			fc.integer({ min: 1, max: 100 }),
			(source, count, bytes) => {
				const all = [...urlBatches(() => ({ count, bytes }), source)];
				expect(all.flat()).toEqual(source);
				for (const batch of all) {
					expect(batch.length).toBeLessThanOrEqual(count);
					if (batch.length > 1) expect(batch.join(',').length).toBeLessThanOrEqual(bytes);
				}
				// As large as they may be: the next one would not have fitted, each with its comma.
				for (const [at, [next]] of all.slice(1).entries()) {
					const withNext = [...all[at], next].reduce((sum, { length }) => sum + length + 1, 0);
					expect(all[at].length === count || withNext > bytes).toBe(true);
				}
			},
		),
	);
});
