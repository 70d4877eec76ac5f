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
