import fc from 'fast-check';
import { Customers } from '../../sandbox/world/customers';
import { IdSpans } from '../../sandbox/world/idSpans';

const id = fc.bigInt({ min: 0n, max: 30n });
const step = fc.oneof(
	fc.record({ act: fc.constant('add' as const), first: id, length: fc.bigInt({ min: 1n, max: 8n }) }),
	fc.record({ act: fc.constant('addAll' as const), ids: fc.array(id, { maxLength: 6 }) }),
	fc.record({ act: fc.constant('delete' as const), id }),
);

test('the spans hold what a set would hold, however IDs come and go', () => {
	fc.assert(
		fc.property(fc.array(step, { maxLength: 25 }), id, (steps, asked) => {
			const spans = new IdSpans();
			const model = new Set<bigint>();
			for (const each of steps) {
				if (each.act === 'delete') {
					spans.delete(each.id);
					model.delete(each.id);
					continue;
				}
				const before = model.size;
				const ids =
					each.act === 'addAll'
						? each.ids
						: Array.from({ length: Number(each.length) }, (_, at) => each.first + BigInt(at));
				const added = each.act === 'addAll' ? spans.addAll(ids) : spans.add(ids[0], ids.at(-1));
				for (const one of ids) model.add(one);
				expect(added).toBe(model.size - before);
			}
			const sorted = [...model].sort((a, b) => Number(a - b));
			const place = Number(asked);
			expect(spans.size).toBe(model.size);
			expect([...spans.from()]).toEqual(sorted);
			expect([...spans.from(place)]).toEqual(sorted.slice(place));
			expect(spans.at(place)).toBe(sorted[place]);
			expect(spans.has(asked)).toBe(model.has(asked));
			expect([...spans.congruent(asked % 5n, 5n)]).toEqual(sorted.filter((each) => each % 5n === asked % 5n));
			let free = asked;
			while (model.has(free)) free++;
			expect(spans.firstFree(asked)).toBe(free);
		}),
		{ numRuns: 500 },
	);
});

test('a mobile number and an email that are derived from an ID lead back to it, even one of 19 digits', () => {
	fc.assert(
		fc.property(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), (one) => {
			const customers = new Customers();
			customers.ids.add(one);
			const { mobile, email } = customers.get(one)?.fields ?? {};
			expect(mobile).toMatch(/^199\d{8}$/);
			expect(customers.withMobile(String(mobile))).toEqual([one]);
			expect(customers.withEmail(String(email).toUpperCase())).toEqual([one]);
			expect(customers.withEmail(String(email).replace('customer', 'customer0'))).toEqual([]);
		}),
	);
});

test('a million customers of whom only the ID is given all have different numbers', () => {
	const customers = new Customers();
	customers.ids.add(1n, 1_000_000n);
	const numbers = new Set<unknown>();
	for (const one of customers.ids.from()) numbers.add(customers.get(one)?.fields.mobile);
	expect(numbers.size).toBe(1_000_000);
});
