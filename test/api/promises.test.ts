import { forEachConcurrently, mapAhead } from '../../nodes/api/promises';

test('forEachConcurrently works through every entry, with no more than its width at once', async () => {
	let running = 0;
	let most = 0;
	const done: number[] = [];
	await forEachConcurrently(3, [1, 2, 3, 4, 5, 6, 7], async (entry) => {
		most = Math.max(most, (running += 1));
		await new Promise((resolve) => setImmediate(resolve));
		running -= 1;
		done.push(entry);
	});
	expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
	expect(most).toBe(3);
});

test('forEachConcurrently starts nothing new after the first failure, waits for what runs, then throws it', async () => {
	const begun: number[] = [];
	const ended: number[] = [];
	const work = forEachConcurrently(2, [1, 2, 3, 4], async (entry) => {
		begun.push(entry);
		if (entry === 1) throw new Error('one');
		await new Promise((resolve) => setTimeout(resolve, 5));
		ended.push(entry);
		throw new Error('two');
	});
	await expect(work).rejects.toThrow('one');
	expect([begun, ended]).toEqual([[1, 2], [2]]);
});

describe('working ahead', () => {
	async function* numbers(upTo: number, onAsked = (_: number) => {}) {
		for (let number = 1; number <= upTo; number += 1) {
			onAsked(number);
			yield await Promise.resolve(number);
		}
	}
	const turns = async (count: number) => {
		for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
	};

	test('gives every result in order, with no more than its width at once', async () => {
		let running = 0;
		let most = 0;
		const results: number[] = [];
		const work = async (number: number) => {
			most = Math.max(most, (running += 1));
			// The earlier, the later.
			await turns(10 - number);
			running -= 1;
			return number * 10;
		};
		for await (const result of mapAhead(3, numbers(9), work)) results.push(result);
		expect(results).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90]);
		expect(most).toBe(3);
	});

	test('asks for no more where nobody waits any more, and tells what is under way', async () => {
		const asked: number[] = [];
		let told: boolean[] = [];
		const work = async (number: number, isOver: () => boolean) => {
			await turns(number * 2);
			told = [...told, isOver()];
			return number;
		};
		for await (const result of mapAhead(
			2,
			numbers(9, (number) => asked.push(number)),
			work,
		))
			if (result === 1) break;
		expect(asked).toEqual([1, 2]);
		expect(told).toEqual([false, true]);
	});

	test('throws the first failure in order, once all that was begun has ended', async () => {
		let ended = 0;
		const work = async (number: number) => {
			await turns(5);
			ended += 1;
			if (number === 2) throw new Error('two');
			return number;
		};
		const results: number[] = [];
		await expect(async () => {
			for await (const result of mapAhead(3, numbers(9), work)) results.push(result);
		}).rejects.toThrow('two');
		expect(results).toEqual([1]);
		expect(ended).toBeGreaterThanOrEqual(3);
	});
});
