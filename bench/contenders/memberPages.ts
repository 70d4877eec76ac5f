import type { Hub } from '../jobs';
import type { KeepAlive } from './keepAlive';

export interface Member {
	id: number;
	listId: number;
	customerId: number;
	dateCreated: string;
	lastUpdated: string;
}

export async function* pages(api: KeepAlive, { listId }: Pick<Hub, 'listId'>): AsyncGenerator<Member[]> {
	for (let sinceId = 0; ;) {
		const { items } = await api.get<{ items: Member[] }>(
			`/v1/listMembers?listId=${listId}&sinceId=${sinceId}&rows=10000&sidx=id&sord=asc`,
		);
		if (items.length === 0) return;
		yield items;
		sinceId = items[items.length - 1].id;
	}
}
