import fc from 'fast-check';
import { groupPages } from '../../nodes/api/reading/groupPages';
import type { Request, Send } from '../../nodes/api/request';

test.each(['asked', 'capped'])(
	'groups come once each where page 2 starts after the rows %s',
	async (start) => {
		const property = fc.asyncProperty(
			fc.integer({ min: 0, max: 60 }),
			fc.integer({ min: 1, max: 20 }),
			async (count, cap) => {
				const groups = Array.from({ length: count }, (_, index) => ({ id: index + 1, name: 'n' }));
				const send = (async ({ query, read }: Request) => {
					const rows = Number(query?.rows);
					const size = start === 'asked' ? rows : Math.min(rows, cap);
					const from = (Number(query?.page) - 1) * size;
					return read(
						{
							page: query?.page,
							records: 0,
							rows: groups.slice(from, from + Math.min(rows, cap)),
							total: 1,
						},
						200,
					);
				}) as Send;
				const found: unknown[] = [];
				for await (const page of groupPages(send)) for (const { id } of page) found.push(id);
				expect(found).toEqual(groups.map(({ id }) => id));
			},
		);
		await fc.assert(property, { numRuns: 200 });
	},
);
