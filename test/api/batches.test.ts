import fc from 'fast-check';
import { batches, eachOf, urlBatches } from '../../nodes/api/batches';

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
			},
		),
	);
});

test('eachOf works through every entry, with no more than its width at once', async () => {
	let running = 0;
	let most = 0;
	const done: number[] = [];
	await eachOf(3, [1, 2, 3, 4, 5, 6, 7], async (entry) => {
		most = Math.max(most, (running += 1));
		await new Promise((resolve) => setImmediate(resolve));
		running -= 1;
		done.push(entry);
	});
	expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
	expect(most).toBe(3);
});

test('eachOf starts nothing new after the first failure, waits for what runs, then throws it', async () => {
	const begun: number[] = [];
	const ended: number[] = [];
	const work = eachOf(2, [1, 2, 3, 4], async (entry) => {
		begun.push(entry);
		if (entry === 1) throw new Error('one');
		await new Promise((resolve) => setTimeout(resolve, 5));
		ended.push(entry);
		throw new Error('two');
	});
	await expect(work).rejects.toThrow('one');
	expect([begun, ended]).toEqual([[1, 2], [2]]);
});
