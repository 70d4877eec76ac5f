import { readFileSync, readdirSync, statSync } from 'node:fs';
import { Failure } from '../../harness/children';
import { formsOf } from '../support/secrets';

/** A sandbox's token begins with so many hexadecimal digits, which look the same raw, escaped in a URL, and in JSON. */
const digits = 32;
const longHex = /[0-9a-f]{32,}/g;

/** @returns the tokens found in a text, each by its digits */
function tokensIn(text: string, tokens: Set<string>): string[] {
	const found = new Set<string>();
	for (const [run] of text.matchAll(longHex))
		for (let at = 0; at + digits <= run.length; at += 1) {
			const part = run.slice(at, at + digits);
			if (tokens.has(part)) found.add(part);
		}
	return [...found];
}

/**
 * Looks for tokens and secrets in every file under the folders, byte for byte.
 *
 * @param tokens all that were ever sent
 * @returns `found`: what lies where, one line each
 */
export function leaksUnder(
	folders: string[],
	tokens: string[],
	secrets: string[],
	skip: RegExp,
): { files: number; bytes: number; found: string[] } {
	const known = new Set(tokens.map((token) => token.slice(0, digits)));
	const search = (text: string) => [
		...tokensIn(text, known).map((token) => `a token (${token.slice(0, 6)}…)`),
		...secrets.flatMap((secret) =>
			formsOf(secret)
				.filter((form) => text.includes(form))
				.map((form) => `a secret, as ${form}`),
		),
	];
	// A search that finds nothing proves nothing before it has found what is there.
	for (const planted of [...tokens.slice(0, 5), ...secrets].flatMap(formsOf))
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

function filesUnder(path: string, skip: RegExp): string[] {
	if (skip.test(path)) return [];
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path).flatMap((name) => filesUnder(`${path}/${name}`, skip));
}
