import type { Id } from '../../api/ids';

/** Parts of the customers, in percent: the lower bound is included, the upper one is not. */
export interface Share {
	from: number;
	to: number;
}

const STEPS = 1_000_000;

/**
 * Whether a customer belongs to a share. It follows from the customer ID alone, and never changes: 0–50 and 50–100 are
 * disjoint and complete, in every group and every time.
 */
export function isInShare(customerId: Id, { from, to }: Share): boolean {
	const place = hash(customerId) % STEPS;
	return place >= (from * STEPS) / 100 && place < (to * STEPS) / 100;
}

/** FNV-1a of the digits, then mixed as MurmurHash3 does at its end: FNV alone gives neighbours neighbouring values. */
function hash(customerId: Id): number {
	let value = 0x811c9dc5;
	for (let at = 0; at < customerId.length; at += 1)
		value = Math.imul(value ^ customerId.charCodeAt(at), 0x01000193);
	value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
	value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
	return (value ^ (value >>> 16)) >>> 0;
}
