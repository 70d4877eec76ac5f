import type { Id } from './ids';

/** Cuts a source into batches of at most `size`, in order. A size that shrinks meanwhile takes effect with the next batch. */
export function* batches<T>(size: () => number, source: Iterable<T>): Generator<T[]> {
	let batch: T[] = [];
	for (const entry of source) {
		batch.push(entry);
		if (batch.length >= size()) {
			yield batch;
			batch = [];
		}
	}
	if (batch.length > 0) yield batch;
}

/** Cuts ids into batches that fit into a URL: at most `count` of them, and at most `bytes` for the ids and their commas. */
export function* urlBatches(
	limits: () => { count: number; bytes: number },
	ids: Iterable<Id>,
): Generator<Id[]> {
	let batch: Id[] = [];
	let used = 0;
	for (const id of ids) {
		const { count, bytes } = limits();
		if (batch.length > 0 && (batch.length >= count || used + id.length + 1 > bytes)) {
			yield batch;
			batch = [];
			used = 0;
		}
		batch.push(id);
		used += id.length + 1;
	}
	if (batch.length > 0) yield batch;
}
