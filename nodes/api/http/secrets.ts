const LONG_ENOUGH = 8;
const ENTITIES: Record<string, string> = {
	'&': '&(?:amp|#38|#x26);',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&(?:quot|#34);',
	"'": '&(?:apos|#39|#x27);',
};

/** What may come before a short secret that stands alone: nothing, no letter or digit, or an encoded character. */
const ALONE_BEFORE = '(?<=^|[^A-Za-z0-9_]|%[0-9a-f]{2}|\\\\u[0-9a-f]{4}|\\\\[bfnrt])';
const ALONE_AFTER = '(?![A-Za-z0-9_])';

/**
 * Hides secrets in texts that a server may have echoed: as they are, percent-encoded in part or in whole (a space also as
 * `+`), as HTML entities, or with JSON's escapes. A secret shorter than 8 characters is hidden only where it stands alone,
 * not inside other words, or no message would stay readable.
 */
export class Secrets {
	private readonly values = new Set<string>();
	private pattern: RegExp | undefined;

	add(...values: unknown[]): void {
		for (const value of values) {
			// It is sent without the spaces around it, and so echoed without them.
			const secret = typeof value === 'string' ? value.trim() : '';
			if (secret === '' || this.values.has(secret)) continue;
			this.values.add(secret);
			this.pattern = undefined;
		}
	}

	readonly redact = (text: string): string => {
		if (this.values.size === 0) return text;
		// The longest first: one secret may begin with another.
		const longestFirst = () => [...this.values].sort((one, other) => other.length - one.length);
		this.pattern ??= new RegExp(longestFirst().map(patternOf).join('|'), 'gi');
		return text.replace(this.pattern, '[hidden]');
	};
}

const patternOf = (secret: string): string =>
	secret.length < LONG_ENOUGH ? `${ALONE_BEFORE}${anyForm(secret)}${ALONE_AFTER}` : anyForm(secret);

function anyForm(secret: string): string {
	return Array.from(secret, (character) => {
		const escaped = character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
		const percent = Array.from(
			Buffer.from(character),
			(byte) => `%(?:25)?${byte.toString(16).padStart(2, '0')}`,
		).join('');
		const forms = [escaped, percent, `\\\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`];
		if (character === ' ') forms.push('\\+');
		if ('"\\/'.includes(character)) forms.push(`\\\\${escaped}`);
		if (ENTITIES[character]) forms.push(ENTITIES[character]);
		return `(?:${forms.join('|')})`;
	}).join('');
}
