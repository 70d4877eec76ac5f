import fc from 'fast-check';
import { mergeByCustomer } from '../../nodes/api/reading/mergeByCustomer';
import { membersByCustomer } from '../../nodes/api/reading/sideBySide';
import type { Membership } from '../../nodes/api/types';
import { hubOf, memberServer, membersOf, readAll } from './servers';
import { upFrom } from '../support/inputs';

/** Customers in an order that has nothing to do with that of the memberships. */
const customerOf = (id: number) => (id * 7_919) % 1_000_003;
const ascending = (one: number, other: number) => one - other;

test('a group is read in the order of customers, each once, whatever the order they joined in', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.uniqueArray(fc.nat(3_000), { maxLength: 400 }),
			fc.integer({ min: 1, max: 60 }),
			fc.integer({ min: 1, max: 16 }),
			fc.infiniteStream(fc.integer({ min: 0, max: 6 })),
			async (ids, cap, width, delays) => {
				const server = memberServer(ids, { cap, customerOf, delay: () => delays.next().value as number });
				const members = await readAll(membersByCustomer(server.send, width, '1'));
				expect(members.map(({ customerId }) => customerId)).toEqual(ids.map(customerOf).sort(ascending));
				expect(server.seen.mostInFlight).toBeLessThanOrEqual(Math.max(2, width));
			},
		),
		{ numRuns: 200 },
	);
});

test('a customer with two memberships in the group comes once', async () => {
	const members = membersOf(Array.from({ length: 40 }, (_, at) => [1, 1 + (at % 20)]));
	for (const cap of [2, 3, 7, 100]) {
		const read = await readAll(membersByCustomer(hubOf(members, cap), 3, '1'));
		expect(read.map(({ customerId }) => customerId)).toEqual(upFrom(1, 20));
	}
});

test('pages are asked for side by side', async () => {
	const server = memberServer(upFrom(1, 5_000), { cap: 100, customerOf });
	await readAll(membersByCustomer(server.send, 4, '1'));
	expect(server.seen.mostInFlight).toBe(4);
	expect(server.seen.requests).toBeLessThan(1.3 * 50);
});

describe('several lists in the order of customers', () => {
	/** Pages of these customers, so long each. */
	async function* pagesOf(listId: number, customers: number[], length: number, onEnd = () => {}) {
		try {
			const rows = customers
				.toSorted(ascending)
				.map((id): Membership => ({ id, listId, customerId: id, dateCreated: '', lastUpdated: '' }));
			for (let at = 0; at < rows.length; at += length)
				yield await Promise.resolve(rows.slice(at, at + length));
		} finally {
			onEnd();
		}
	}

	test('are walked together: every customer once, with the membership in each list', async () => {
		const customers = fc.uniqueArray(fc.nat(60), { maxLength: 40 });
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(customers, fc.integer({ min: 1, max: 9 })), { maxLength: 4 }),
				async (lists) => {
					const merged = [];
					const pages = lists.map(([ids, length], list) => pagesOf(list, ids, length));
					for await (const some of mergeByCustomer(...pages)) merged.push(...some);
					const all = [...new Set(lists.flatMap(([ids]) => ids))].sort(ascending);
					expect(
						merged.map(({ customerId, memberships }) => [
							customerId,
							memberships.map((each) => each?.listId),
						]),
					).toEqual(all.map((id) => [id, lists.map(([ids], list) => (ids.includes(id) ? list : undefined))]));
				},
			),
			{ numRuns: 500 },
		);
	});

	test('are closed when the walk ends early', async () => {
		let closed = 0;
		const lists = [1, 2, 3].map((list) => pagesOf(list, upFrom(1, 100), 5, () => (closed += 1)));
		for await (const some of mergeByCustomer(...lists)) if (some.length > 0) break;
		expect(closed).toBe(3);
	});

	test('fail together, and are closed, where one cannot be read', async () => {
		let closed = 0;
		async function* broken(): AsyncGenerator<Membership[]> {
			yield* pagesOf(2, [1, 2], 1);
			throw new Error('unreadable');
		}
		const walk = mergeByCustomer(
			pagesOf(1, upFrom(1, 9), 2, () => (closed += 1)),
			broken(),
		);
		await expect(async () => {
			for await (const some of walk) expect(some.length).toBeGreaterThan(0);
		}).rejects.toThrow('unreadable');
		expect(closed).toBe(1);
	});
});
