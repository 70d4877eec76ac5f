import { inspect } from 'node:util';
import type { NodeResult } from './run';

/** A secret as it might be written down: as it is, in a URL, in a form, in JSON, in HTML. */
export function formsOf(secret: string): string[] {
	const inJson = JSON.stringify(secret).slice(1, -1);
	return [
		...new Set([
			secret,
			inJson,
			JSON.stringify(inJson).slice(1, -1),
			encodeURIComponent(secret),
			encodeURIComponent(secret).toLowerCase(),
			encodeURI(secret),
			new URLSearchParams({ '': secret }).toString().slice(1),
			secret.replaceAll('&', '&amp;'),
		]),
	];
}

/** Everything n8n would store or show of a run, however deep it lies. */
function textsOf(result: NodeResult): string[] {
	const { error, hints, items, refused } = result;
	const depth = { depth: Infinity, showHidden: true, maxArrayLength: Infinity, maxStringLength: Infinity };
	const thrown = error as (Error & { cause?: unknown; messages?: unknown }) | undefined;
	return [
		inspect(result.stored, { ...depth, getters: true }),
		JSON.stringify([items, refused, hints]),
		inspect([thrown, thrown?.cause, thrown?.stack, thrown?.messages], depth),
	];
}

/** The secrets that a run or its console output gives away. */
export function secretsIn(result: NodeResult, printed: string[], secrets: Iterable<string>): string[] {
	const texts = [...textsOf(result), ...printed];
	return [...secrets].filter((secret) =>
		formsOf(secret).some((form) => texts.some((text) => text.includes(form))),
	);
}
