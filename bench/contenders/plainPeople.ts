import type { Hub, Job } from '../jobs';
import { mobilesOf } from '../people';
import { eachBatch } from './eachBatch';
import type { KeepAlive } from './keepAlive';
import { pages } from './memberPages';

interface Customer {
	id: number;
	name: string;
	mobile: string;
}

/** As many ids as go into a request line. */
const AT_ONCE = 900;

/** One search per person, or per batch of ids, as wide as the node; to identify people, then a look at who is a member. */
export function plainPeople(api: KeepAlive, hub: Hub, job: Job): () => Promise<number> {
	const mobiles = mobilesOf(job);
	if (job.does === 'details')
		return async () => await (job.openIds ? openIds(api, hub) : details(api, hub, job.caps?.customerRowCap));
	return async () => {
		const found = new Map<string, number>();
		await eachBatch(api.width, mobiles, 1, async ([mobile]) => {
			// DM Hub stores a number in either form, and two customers may have one each.
			for (const form of [mobile, encodeURIComponent(`+86 ${mobile}`)]) {
				const { rows } = await api.get<{ rows: Customer[] }>(
					`/v1/customers?mobile=${form}&select=id,name,mobile&rows=20`,
				);
				if (rows[0]) found.set(mobile, rows[0].id);
			}
			if (!found.has(mobile) && job.does === 'create')
				found.set(mobile, (await api.post<Customer>('/v1/customers?', { mobile })).id);
		});
		if (job.does === 'create')
			await eachBatch(api.width, [...found.values()], 500, async (batch) => {
				const items = batch.map((customerId) => ({ customerId, listId: Number(hub.listId) }));
				await api.post('/v1/listMembersBatch?', { items });
			});
		const members = new Set<number>();
		if (job.does === 'identify')
			for await (const page of pages(api, hub)) for (const { customerId } of page) members.add(customerId);
		return [...found.values()].map((id) => ({ id, isMember: members.has(id) })).length;
	};
}

/** @param most rows that this server gives at once, which a hand-written script would be written for */
async function details(api: KeepAlive, hub: Hub, most = AT_ONCE): Promise<number> {
	const items: unknown[] = [];
	let found = 0;
	for await (const page of pages(api, hub)) {
		const customers = new Map<number, Customer>();
		const ids = page.map(({ customerId }) => customerId);
		await eachBatch(api.width, ids, Math.min(most, AT_ONCE), async (batch) => {
			const { rows } = await api.get<{ rows: Customer[] }>(
				`/v1/customers?idList=${batch.join(',')}&select=id,name,mobile&rows=${batch.length}`,
			);
			for (const row of rows) customers.set(row.id, row);
		});
		found += customers.size;
		for (const member of page)
			items.push({ json: { ...member, customer: customers.get(member.customerId) } });
	}
	// An item without its customer is no result.
	return Math.min(items.length, found);
}

async function openIds(api: KeepAlive, hub: Hub): Promise<number> {
	const items: unknown[] = [];
	for await (const page of pages(api, hub)) {
		const known = new Map<number, string[]>();
		const ids = page.map(({ customerId }) => customerId);
		await eachBatch(api.width, ids, AT_ONCE, async (batch) => {
			const identities = await api.get<
				Array<{ customerId: string; identityType: string; identityValue: string }>
			>(`/v1/customeridentities?customerIds=${batch.join(',')}`);
			for (const { customerId, identityType, identityValue } of identities)
				if (identityType === 'wechat')
					known.set(Number(customerId), [...(known.get(Number(customerId)) ?? []), identityValue]);
		});
		for (const member of page)
			items.push({ json: { ...member, customer: { openId: known.get(member.customerId)?.join() ?? null } } });
	}
	return items.length;
}
