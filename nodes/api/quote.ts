export function kindOf(raw: unknown): string {
	return Array.isArray(raw)
		? 'a list'
		: raw === null
			? 'nothing'
			: typeof raw === 'object'
				? 'an object'
				: `a ${typeof raw}`;
}

/** A value in a message: short, whatever it is. */
export function quote(raw: unknown, longest = 60): string {
	if (typeof raw === 'object' && raw !== null) return kindOf(raw);
	const text = Object.is(raw, -0) ? '-0' : String(raw);
	return `“${text.length > longest ? `${text.slice(0, longest)}…` : text}”`;
}

/** Words as the beginning of a sentence. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
