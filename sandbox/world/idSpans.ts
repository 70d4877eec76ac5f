interface Span {
	first: bigint;
	last: bigint;
}

/** A set of ids, kept as spans of consecutive ones: a million customers counted up are three numbers. */
export class IdSpans {
	private spans: Span[] = [];
	size = 0;

	has(id: bigint): boolean {
		const span = this.spans[this.firstNotBefore(id)];
		return span !== undefined && span.first <= id;
	}

	/** The id, or the first one after it that is not in the set. */
	firstFree(id: bigint): bigint {
		return this.has(id) ? this.spans[this.firstNotBefore(id)].last + 1n : id;
	}

	/** @returns how many are new */
	add(first: bigint, last = first): number {
		const before = this.size;
		// Neighbours too, so that ids counted up stay one span.
		const from = this.firstNotBefore(first - 1n);
		let to = from;
		const span = { first, last };
		while (to < this.spans.length && this.spans[to].first <= last + 1n) {
			const { first: start, last: end } = this.spans[to++];
			if (start < span.first) span.first = start;
			if (end > span.last) span.last = end;
			this.size -= length({ first: start, last: end });
		}
		this.spans.splice(from, to - from, span);
		this.size += length(span);
		return this.size - before;
	}

	/** Many at once, in any order: one sort instead of a search for each. @returns how many are new */
	addAll(ids: bigint[]): number {
		const before = this.size;
		const sorted = [...this.spans, ...ids.map((id) => ({ first: id, last: id }))].sort((a, b) =>
			a.first < b.first ? -1 : 1,
		);
		this.spans = [];
		this.size = 0;
		for (const { first, last } of sorted) {
			const end = this.spans.at(-1);
			if (end && first <= end.last + 1n) {
				if (last > end.last) end.last = last;
			} else this.spans.push({ first, last });
		}
		for (const span of this.spans) this.size += length(span);
		return this.size - before;
	}

	delete(id: bigint): void {
		if (!this.has(id)) return;
		const at = this.firstNotBefore(id);
		const { first, last } = this.spans[at];
		const rest = [
			{ first, last: id - 1n },
			{ first: id + 1n, last },
		].filter((span) => span.first <= span.last);
		this.spans.splice(at, 1, ...rest);
		this.size--;
	}

	/** The id at a place, counted from 0 in ascending order. */
	at(place: number): bigint | undefined {
		let left = place;
		for (const span of this.spans) {
			if (left < length(span)) return span.first + BigInt(left);
			left -= length(span);
		}
		return undefined;
	}

	/** Ascending, from a place on; whole spans before it are stepped over. */
	*from(place = 0): Generator<bigint> {
		let skip = place;
		for (const span of this.spans) {
			for (let id = span.first + BigInt(Math.min(skip, length(span))); id <= span.last; id++) yield id;
			skip = Math.max(0, skip - length(span));
		}
	}

	/** Those ids that leave a remainder, ascending. */
	*congruent(remainder: bigint, modulus: bigint): Generator<bigint> {
		for (const { first, last } of this.spans) {
			const gap = (((remainder - first) % modulus) + modulus) % modulus;
			for (let id = first + gap; id <= last; id += modulus) yield id;
		}
	}

	/** Index of the first span that ends at the id or later. */
	private firstNotBefore(id: bigint): number {
		let low = 0;
		let high = this.spans.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (this.spans[middle].last < id) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}

const length = ({ first, last }: Span) => Number(last - first) + 1;
