/** mulberry32: the nth number in [0, 1) of the sequence a seed names. */
export function seededRandom(seed: number, n: number): number {
	let state = (seed + Math.imul(n + 1, 0x6d2b79f5)) | 0;
	state = Math.imul(state ^ (state >>> 15), state | 1);
	state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
	return ((state ^ (state >>> 14)) >>> 0) / 4294967296;
}
