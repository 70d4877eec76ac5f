import { readFileSync, readdirSync, statSync } from 'node:fs';
import { Failure } from '../../harness/children.mjs';

/** A sandbox's token begins with so many hexadecimal digits, which look the same raw, escaped in a URL, and in JSON. */
const digits = 32;
const longHex = /[0-9a-f]{32,}/g;

/** @returns the tokens found in a text, each by its digits */
function tokensIn(text, tokens) {
	const found = new Set();
	for (const [run] of text.matchAll(longHex))
		for (let at = 0; at + digits <= run.length; at += 1) {
			const part = run.slice(at, at + digits);
			if (tokens.has(part)) found.add(part);
		}
	return [...found];
}

/** A secret as it is, in a URL, in a form, and inside of JSON. */
const forms = (secret) => [
	...new Set([
		secret,
		encodeURIComponent(secret),
		encodeURI(secret),
		new URLSearchParams({ s: secret }).toString().slice(2),
		JSON.stringify(secret).slice(1, -1),
	]),
];

/**
 * Looks for tokens and secrets in every file under the folders, byte for byte.
 *
 * @param {string[]} tokens all that were ever sent
 * @returns {{ bytes: number, found: string[] }} `found`: what lies where, one line each
 */
export function leaksUnder(folders, tokens, secrets, skip) {
	const known = new Set(tokens.map((token) => token.slice(0, digits)));
	const search = (text) => [
		...tokensIn(text, known).map((token) => `a token (${token.slice(0, 6)}…)`),
		...secrets.flatMap((secret) =>
			forms(secret)
				.filter((form) => text.includes(form))
				.map((form) => `a secret, as ${form}`),
		),
	];
	// A search that finds nothing proves nothing before it has found what is there.
	for (const planted of [...tokens.slice(0, 5), ...secrets].flatMap(forms))
		if (search(`a${planted}f`).length === 0) throw new Failure('The search overlooks what it looks for.');

	const files = folders.flatMap((folder) => filesUnder(folder, skip));
	let bytes = 0;
	const found = files.flatMap((file) => {
		const text = readFileSync(file).toString('latin1');
		bytes += text.length;
		return search(text).map((what) => `${what} in ${file}`);
	});
	return { files: files.length, bytes, found };
}

function filesUnder(path, skip) {
	if (skip.test(path)) return [];
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path).flatMap((name) => filesUnder(`${path}/${name}`, skip));
}
