/** An index: what stands under a key, several at once. Without a key a value is not indexed. */
export class SetsByKey<Value> {
	private readonly sets = new Map<string, Set<Value>>();

	of(key: string): Iterable<Value> {
		return this.sets.get(key) ?? [];
	}

	add(key: string | undefined, value: Value): void {
		if (key === undefined) return;
		const set = this.sets.get(key);
		if (set) set.add(value);
		else this.sets.set(key, new Set([value]));
	}

	delete(key: string | undefined, value: Value): void {
		if (key === undefined) return;
		const set = this.sets.get(key);
		if (set?.delete(value) && set.size === 0) this.sets.delete(key);
	}
}
