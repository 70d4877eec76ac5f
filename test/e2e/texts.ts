/** Every text in descriptions of nodes and credentials as a page shows it: without marks of HTML. */
export const textsIn = (descriptions: unknown[]): Set<string> =>
	new Set([...stringsIn(descriptions)].map((text) => text.replace(/<[^>]+>/g, '').trim()).filter(Boolean));

function* stringsIn(value: unknown): Generator<string> {
	if (typeof value === 'string') yield value;
	else if (typeof value === 'object' && value !== null)
		for (const inner of Object.values(value)) yield* stringsIn(inner);
}
