/**
 * A hash of 53 bits: cyrb53 by bryc (public domain) without its last mixing. It is fast but not cryptographic, so a text
 * with a secret must not be hashed, or its fingerprint must be stored only beside the secret.
 */
export function fingerprint(text: string): string {
	let high = 0xdeadbeef;
	let low = 0x41c6ce57;
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		high = Math.imul(high ^ code, 2654435761);
		low = Math.imul(low ^ code, 1597334677);
	}
	return (4294967296 * (low & 0x1fffff) + (high >>> 0)).toString(16);
}
