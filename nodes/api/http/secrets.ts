const LONG_ENOUGH = 8;
/** A longer secret is known by so many of its first characters: a pattern of thousands is slow, or too large to compile. */
const LONGEST_PATTERN = 500;

/** The names that HTML has for what tokens, passwords and addresses may hold. */
const ENTITIES: Record<string, string> = {
	'&': 'amp',
	'<': 'lt',
	'>': 'gt',
	'"': 'quot',
	"'": 'apos',
	'/': 'sol',
	'\\': 'bsol',
	'+': 'plus',
	'=': 'equals',
	'%': 'percnt',
	'.': 'period',
	':': 'colon',
	';': 'semi',
	',': 'comma',
	'#': 'num',
	$: 'dollar',
	'@': 'commat',
	'!': 'excl',
	'?': 'quest',
	'*': 'ast',
	_: 'lowbar',
	'(': 'lpar',
	')': 'rpar',
};

/** What may come before a short secret that stands alone: nothing, no letter or digit, or an encoded character. */
const ALONE_BEFORE = '(?<=^|[^A-Za-z0-9_]|%[0-9a-f]{2}|\\\\u[0-9a-f]{4}|\\\\x[0-9a-f]{2}|\\\\[bfnrt])';
const ALONE_AFTER = '(?![A-Za-z0-9_])';

/**
 * Hides secrets in texts that a server may have echoed: as they are, percent-encoded in part or in whole (a space also as
 * `+`), as HTML entities, or with the escapes of JSON and JavaScript; each of these also on top of itself. A secret
 * shorter than 8 characters is hidden only where it stands alone, not inside other words, or no message would stay
 * readable.
 */
export class Secrets {
	private readonly values = new Set<string>();
	private patterns: RegExp[] | undefined;

	add(...values: unknown[]): void {
		for (const value of values) {
			// It is sent without the spaces around it, and so echoed without them.
			const secret = typeof value === 'string' ? value.trim() : '';
			if (secret === '' || this.values.has(secret)) continue;
			this.values.add(secret);
			this.patterns = undefined;
		}
	}

	/** In time that grows with the length of the text, and no faster. */
	readonly redact = (text: string): string => {
		// The longest first: one secret may begin with another.
		const longestFirst = () => [...this.values].sort((one, other) => other.length - one.length);
		this.patterns ??= longestFirst().map((secret) => new RegExp(patternOf(secret), 'gi'));
		return this.patterns.reduce((shown, pattern) => shown.replace(pattern, HIDDEN), text);
	};
}

/** So much of a text is looked at for its beginning to be quoted: bodies may be megabytes. */
const LOOKED_AT = 20_000;
const HIDDEN = '[hidden]';

/**
 * The beginning of a text for a message.
 * @param most characters
 * @param redact hides the secrets in a text
 */
export function excerpt(text: string, most: number, redact: (text: string) => string): string {
	const looked = text.slice(0, LOOKED_AT);
	const shown = redact(looked);
	// Where much was hidden, the cut may have halved a secret that would be shown.
	const isCutShort = looked.length < text.length && shown.length <= 2 * most;
	return (isCutShort ? shown.slice(0, shown.lastIndexOf(HIDDEN) + HIDDEN.length) : shown).slice(0, most);
}

function patternOf(secret: string): string {
	if (secret.length < LONG_ENOUGH) return `${ALONE_BEFORE}${anyForm(secret)}${ALONE_AFTER}`;
	return secret.length <= LONGEST_PATTERN
		? anyForm(secret)
		: `${anyForm(secret.slice(0, LONGEST_PATTERN))}\\S*`;
}

const anyForm = (secret: string): string =>
	Array.from(secret, (character) => `(?:${formsOf(character).join('|')})`).join('');

/** Repetitions are limited, so that each try ends after a few characters. */
function formsOf(character: string): string[] {
	const point = character.codePointAt(0) ?? 0;
	const escaped = character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
	const percent = Array.from(
		Buffer.from(character),
		(byte) => `%(?:25){0,3}${byte.toString(16).padStart(2, '0')}`,
	);
	const units = Array.from(
		{ length: character.length },
		(_, at) => `\\\\{1,3}u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
	);
	const entity = [`#0{0,7}${point}`, `#x0{0,7}${point.toString(16)}`, ENTITIES[character]].filter(Boolean);
	return [
		// Before the character itself, which may be the first of these.
		percent.join(''),
		units.join(''),
		`&(?:amp;){0,2}(?:${entity.join('|')});?`,
		...(point < 256 ? [`\\\\{1,3}x${point.toString(16).padStart(2, '0')}`] : []),
		...('"\\/'.includes(character) ? [`\\\\{1,3}${escaped}`] : []),
		...(character === ' ' ? ['\\+'] : []),
		escaped,
	];
}
