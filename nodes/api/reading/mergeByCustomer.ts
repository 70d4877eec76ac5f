import { compareIds, type WireId } from '../ids';
import type { Membership } from '../types';

/** A customer of at least one list, with the membership in each list, undefined where there is none. */
export interface MergedCustomer {
	customerId: WireId;
	memberships: Array<Membership | undefined>;
}

/** How far one list was read: a page, and the place in it. */
class Reader {
	private page: Membership[] = [];
	private at = 0;
	private isOver = false;

	constructor(private readonly pages: AsyncGenerator<Membership[]>) {}

	/** The next membership of the page that was read; undefined at its end. */
	get next(): Membership | undefined {
		return this.page[this.at];
	}

	get needsPage(): boolean {
		return !this.isOver && this.at === this.page.length;
	}

	async readPage(): Promise<void> {
		while (this.needsPage) {
			const { done, value } = await this.pages.next();
			this.isOver = done === true;
			this.page = value ?? [];
			this.at = 0;
		}
	}

	take(customerId: WireId): Membership | undefined {
		const membership = this.next;
		if (membership?.customerId !== customerId) return undefined;
		this.at += 1;
		return membership;
	}

	async close(): Promise<void> {
		await this.pages.return(undefined);
	}
}

/**
 * Walks several lists at once that are in the order of customers, each customer once (`membersByCustomer`). Gives every
 * customer of any of them, ascending, some at a time. Holds one page of each list, however long the lists are.
 */
export async function* mergeByCustomer(
	...lists: Array<AsyncGenerator<Membership[]>>
): AsyncGenerator<MergedCustomer[]> {
	const readers = lists.map((pages) => new Reader(pages));
	try {
		for (;;) {
			await Promise.all(readers.map(async (reader) => await reader.readPage()));
			const merged: MergedCustomer[] = [];
			// Until a page ends: what the next one begins with may be a lower customer than all others.
			while (!readers.some(({ needsPage }) => needsPage)) {
				const customerId = lowest(readers);
				if (customerId === undefined) break;
				merged.push({ customerId, memberships: readers.map((reader) => reader.take(customerId)) });
			}
			if (merged.length === 0) return;
			yield merged;
		}
	} finally {
		await Promise.allSettled(readers.map(async (reader) => await reader.close()));
	}
}

function lowest(readers: Reader[]): WireId | undefined {
	let lowest: WireId | undefined;
	for (const { next } of readers)
		if (next && (lowest === undefined || compareIds(next.customerId, lowest) < 0)) lowest = next.customerId;
	return lowest;
}
