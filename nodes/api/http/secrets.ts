const SHORTEST_SECRET = 8;
const ENTITIES: Record<string, string> = {
	'&': '&(?:amp|#38|#x26);',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&(?:quot|#34);',
	"'": '&(?:apos|#39|#x27);',
};

/**
 * Takes secrets out of texts that a server may have echoed: as they are, percent-encoded in part or in whole
 * (a space also as `+`), as HTML entities, or with JSON's escapes. Values shorter than 8 characters stay, or no
 * message would be readable any more.
 */
export class Secrets {
	private readonly values = new Set<string>();
	private pattern: RegExp | undefined;

	add(value: unknown): void {
		// Sent without the spaces around it, and so it comes back.
		const secret = typeof value === 'string' ? value.trim() : '';
		if (secret.length < SHORTEST_SECRET || this.values.has(secret)) return;
		this.values.add(secret);
		this.pattern = undefined;
	}

	readonly redact = (text: string): string => {
		if (this.values.size === 0) return text;
		// The longest first: one secret may begin with another.
		const longestFirst = () => [...this.values].sort((one, other) => other.length - one.length);
		this.pattern ??= new RegExp(longestFirst().map(anyForm).join('|'), 'gi');
		return text.replace(this.pattern, '[hidden]');
	};
}

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
