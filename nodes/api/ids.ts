import { isLong } from '../values/longId';

/** An id as the code holds it: the canonical decimal digits of a Java Long, no sign, no leading zero. */
export type Id = string;

/** No number holds every integer that has more. */
const MOST_EXACT_DIGITS = String(Number.MAX_SAFE_INTEGER).length;

/** An id as it leaves the node: a number while that is exact, the string of its digits beyond. */
export type WireId = number | string;

export function toWireId(id: Id): WireId {
	if (id.length > MOST_EXACT_DIGITS) return id;
	const number = Number(id);
	return Number.isSafeInteger(number) ? number : id;
}

/** The id in a value of a parsed answer, or undefined when it is not one. Numbers there are exact; strings hold all digits. */
export function readWireId(value: unknown): WireId | undefined {
	if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
	return typeof value === 'string' && /^(0|[1-9]\d{0,18})$/.test(value) && isLong(value)
		? toWireId(value)
		: undefined;
}

/** Compares two ids by value. */
export function compareIds(one: WireId, other: WireId): number {
	if (typeof one === 'number' && typeof other === 'number') return one - other;
	const [a, b] = [String(one), String(other)];
	return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** The id that lies `step` further on. */
export const offsetId = (id: Id, step: bigint): Id => (BigInt(id) + step).toString();
