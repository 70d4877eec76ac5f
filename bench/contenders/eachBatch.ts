/** Works off ids in batches, as many at once as the width says. */
export async function eachBatch<T>(
	width: number,
	ids: T[],
	size: number,
	work: (batch: T[]) => Promise<void>,
): Promise<void> {
	let next = 0;
	const worker = async () => {
		while (next < ids.length) {
			const batch = ids.slice(next, next + size);
			next += size;
			await work(batch);
		}
	};
	await Promise.all(Array.from({ length: width }, worker));
}
