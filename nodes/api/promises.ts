import { refusalFrom, type Refusal } from './errors';

/** How the code waits: for one promise, its error as a value so that what handles it reads from top to bottom; for many, side by side. */

/** Waits for a promise and gives its value or its error. */
export async function outcomeOf<T>(promise: Promise<T>): Promise<{ value: T } | { error: unknown }> {
	return await promise.then(
		(value) => ({ value }),
		(error: unknown) => ({ error }),
	);
}

/** Waits for a promise and gives its reply, or the refusal it was rejected with; throws any other error. */
export async function settle<Reply>(promise: Promise<Reply>): Promise<Reply | Refusal> {
	const outcome = await outcomeOf(promise);
	if ('value' in outcome) return outcome.value;
	const refusal = refusalFrom(outcome.error);
	if (!refusal) throw outcome.error;
	return refusal;
}

/**
 * Works through a source with at most `concurrency` entries at once. After the first failure it starts nothing new, waits for
 * what runs, and throws the failure.
 */
export async function forEachConcurrently<T>(
	concurrency: number,
	source: Iterable<T>,
	work: (entry: T) => Promise<void>,
): Promise<void> {
	const entries = source[Symbol.iterator]();
	let failure: { error: unknown } | undefined;
	const worker = async () => {
		for (let next = entries.next(); !next.done && !failure; next = entries.next())
			await work(next.value).catch((error: unknown) => {
				failure ??= { error };
			});
	};
	await Promise.all(Array.from({ length: Math.max(1, concurrency) }, worker));
	if (failure) throw failure.error;
}

/** The entries of a source until something is over, for work that starts nothing new then. */
export function* until<T>(source: Iterable<T>, isOver: () => boolean): Generator<T> {
	for (const entry of source) {
		if (isOver()) return;
		yield entry;
	}
}

/**
 * Works on at most `concurrency` entries at once while the results of those before them are handed out, in their order.
 * @param work is told by `isOver` whether nobody waits for its result any more
 */
export async function* mapAhead<T, R>(
	concurrency: number,
	source: AsyncIterable<T>,
	work: (entry: T, isOver: () => boolean) => Promise<R>,
): AsyncGenerator<R> {
	const underWay: Array<Promise<R>> = [];
	let ended = false;
	try {
		for await (const entry of source) {
			const working = work(entry, () => ended);
			// Looked at when its turn comes; until then Node would take its failure for one that nobody handles.
			working.catch(() => undefined);
			underWay.push(working);
			if (underWay.length >= concurrency) yield (await underWay.shift())!;
		}
		while (underWay.length > 0) yield (await underWay.shift())!;
	} finally {
		ended = true;
		await Promise.allSettled(underWay);
	}
}
