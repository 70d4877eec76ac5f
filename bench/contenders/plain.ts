import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { customersOf, dayInTheMiddle, type Contender, type Hub, type Job } from '../jobs';
import { plainPeople } from './plainPeople';
import { eachBatch } from './eachBatch';
import { KeepAlive } from './keepAlive';
import { pages, type Member } from './memberPages';

/**
 * The limit: the least that a hand-written script would do. A keep-alive loop over `http`, `JSON.parse` (which rounds long
 * ids, so where a job has them they are put into quotes before), no retries, no checks; reading page by page, writing as wide as the node does.
 */
export const plain: Contender = (job, hub) => {
	const api = new KeepAlive(hub, job.width, 'longIds' in job && job.longIds === true);
	switch (job.does) {
		case 'export':
			return async () => await (job.to === 'items' ? toItems(api, hub) : toFile(api, hub));
		case 'add':
			return async () => await add(api, hub, customersOf(job));
		case 'remove':
			return async () => await remove(api, hub, customersOf(job));
		case 'check':
			return async () => await check(api, hub, customersOf(job));
		case 'sync':
			return async () => await sync(api, hub, job);
		case 'pick':
			return async () => await pick(api);
		case 'copy':
			return async () => await copy(api, hub);
		case 'joined':
			return async () => await joinedOn(api, hub, dayInTheMiddle(job));
		case 'tellNew':
			return async () => await addNew(api, hub, customersOf(job));
		case 'identify':
		case 'create':
		case 'details':
			return plainPeople(api, hub, job);
	}
};

async function toItems(api: KeepAlive, hub: Hub): Promise<number> {
	const rows: Array<{ json: Member }> = [];
	for await (const page of pages(api, hub)) for (const json of page) rows.push({ json });
	return rows.length;
}

async function toFile(api: KeepAlive, hub: Hub): Promise<number> {
	const file = createWriteStream(`${hub.folder}/plain.csv`);
	file.write('id,listId,customerId,dateCreated,lastUpdated\r\n');
	let rows = 0;
	for await (const page of pages(api, hub)) {
		rows += page.length;
		const lines = page.map(
			({ id, listId, customerId, dateCreated, lastUpdated }) =>
				`${id},${listId},${customerId},${dateCreated},${lastUpdated}\r\n`,
		);
		if (!file.write(lines.join(''))) await once(file, 'drain');
	}
	file.end();
	await once(file, 'finish');
	return rows;
}

async function add(api: KeepAlive, { listId }: Hub, customers: number[]): Promise<number> {
	const added = new Map<number, Member>();
	await eachBatch(api.width, customers, 500, async (batch) => {
		const { items } = await api.post<{ items: Member[] }>('/v1/listMembersBatch?', {
			items: batch.map((customerId) => ({ customerId, listId: Number(listId) })),
		});
		for (const member of items) added.set(member.customerId, member);
	});
	return customers.map((customer) => ({ json: added.get(customer) })).length;
}

async function remove(api: KeepAlive, { listId }: Hub, customers: number[]): Promise<number> {
	const bytes = String(customers.at(-1) ?? 0).length + 1;
	// As many ids as go into a request line of 7,500 bytes, but no more than the node's batch.
	await eachBatch(api.width, customers, Math.min(500, Math.floor(7_300 / bytes)), async (batch) => {
		await api.post(`/v1/listservice/removeFromList?customerIds=${batch.join(',')}&listId=${listId}&`);
	});
	return customers.map((customerId) => ({ json: { removed: true, listId, customerId } })).length;
}

/** Reading the group is the shortest way where many are asked for. */
async function check(api: KeepAlive, hub: Hub, customers: number[]): Promise<number> {
	const members = new Map<number, Member>();
	for await (const page of pages(api, hub)) for (const row of page) members.set(row.customerId, row);
	return customers.map((customerId) => ({ json: { customerId, membership: members.get(customerId) } }))
		.length;
}

async function sync(api: KeepAlive, hub: Hub, job: Job): Promise<number> {
	const missing = new Set(customersOf(job));
	const extra: number[] = [];
	for await (const page of pages(api, hub))
		for (const { customerId } of page) if (!missing.delete(customerId)) extra.push(customerId);
	await add(api, hub, [...missing]);
	return await remove(api, hub, extra);
}

/** Reads the groups one after the other, and keeps the ids of all in memory. */
async function copy(api: KeepAlive, hub: Hub): Promise<number> {
	const except = new Set<number>();
	for (const listId of [hub.otherId, hub.targetId])
		for await (const page of pages(api, { listId }))
			for (const { customerId } of page) except.add(customerId);
	const chosen: number[] = [];
	for await (const page of pages(api, hub))
		for (const { customerId } of page) if (!except.has(customerId)) chosen.push(customerId);
	return await add(api, { ...hub, listId: hub.targetId }, chosen);
}

async function joinedOn(api: KeepAlive, hub: Hub, day: string): Promise<number> {
	const rows: Array<{ json: Member }> = [];
	for await (const page of pages(api, hub))
		for (const json of page) if (json.dateCreated.startsWith(day)) rows.push({ json });
	return rows.length;
}

async function addNew(api: KeepAlive, hub: Hub, customers: number[]): Promise<number> {
	const members = new Set<number>();
	for await (const page of pages(api, hub)) for (const { customerId } of page) members.add(customerId);
	await add(
		api,
		hub,
		customers.filter((customer) => !members.has(customer)),
	);
	return customers.length;
}

async function pick(api: KeepAlive): Promise<number> {
	const groups: unknown[] = [];
	for (let page = 1; ; page += 1) {
		const { rows } = await api.get<{ rows: unknown[] }>(`/v1/lists?rows=1000&page=${page}&sidx=id&sord=desc`);
		if (rows.length === 0) return groups.length;
		for (const group of rows) groups.push(group);
	}
}
