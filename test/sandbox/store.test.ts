import fc from 'fast-check';
import { Store } from '../../sandbox/world/store';

const step = fc.record({
	act: fc.constantFrom('join', 'join', 'leave', 'read'),
	group: fc.nat({ max: 1 }),
	customer: fc.bigInt({ min: 0n, max: 12n }),
	field: fc.constantFrom('id' as const, 'customerId' as const, 'listId' as const),
	descending: fc.boolean(),
	since: fc.option(fc.bigInt({ min: -1n, max: 14n }), { nil: undefined }),
});

test('a listing is what sorting everything afresh would give, however joins, leaves and reads mix', () => {
	fc.assert(
		fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
			const store = new Store();
			store.table.startIdsAt(0n);
			const groups = [store.addGroup('a', 0), store.addGroup('b', 0)];
			let model: Array<{ row: number; id: bigint; listId: bigint; customerId: bigint }> = [];
			for (const { act, group: at, customer, field, descending, since } of steps) {
				const group = groups[at];
				if (act === 'join') {
					const row = store.join(group, customer, 0);
					model.push({ row, id: store.table.id(row), listId: group.id, customerId: customer });
				} else if (act === 'leave') {
					const gone = group.rowsOf(customer);
					const known = model.filter(
						({ listId, customerId }) => listId === group.id && customerId === customer,
					);
					expect(gone).toEqual(known.map(({ row }) => row));
					for (const row of gone) store.leave(row);
					model = model.filter(({ row }) => !gone.includes(row));
				} else {
					for (const scope of [group, undefined]) {
						const rows = [...store.list(scope, field, descending, since, 0)];
						const expected = model
							.filter(({ listId }) => !scope || listId === scope.id)
							.filter(
								(each) => since === undefined || (descending ? each[field] < since : each[field] > since),
							)
							.sort((a, b) => Number(a[field] - b[field]) * (descending ? -1 : 1));
						// Among equal values the order is nobody's business.
						expect(rows.map((row) => store.table[field](row))).toEqual(expected.map((each) => each[field]));
						expect(new Set(rows)).toEqual(new Set(expected.map(({ row }) => row)));
					}
				}
				for (const each of groups) {
					expect(each.size).toBe(model.filter(({ listId }) => listId === each.id).length);
				}
			}
		}),
		{ numRuns: 300 },
	);
});
