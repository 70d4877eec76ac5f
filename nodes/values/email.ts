import { advised, isUnreadable, readWritten, type Reading, type Unreadable } from './reading';
import { unwrapped } from './cleaning';

/** An email address. */
export interface Email {
	/** The same for all spellings of one address: in lower case. */
	key: string;
	/** As it is sent, in the case it was written in. */
	address: string;
}

/** DM Hub’s limit. */
const LONGEST = 128;
const EXAMPLE = 'Enter one address, such as name@example.com.';

/** One address: `mailto:name@163.com`, `王小明 <Name@163.com>`, `邮箱：name@163。com。` are all `name@163.com`. */
export function readEmail(raw: unknown): Reading<Email> {
	const written = readWritten(raw);
	if (isUnreadable(written)) return advised(written, EXAMPLE);
	const address = addressIn(written.value.plain);
	const refusal = whyNoAddress(address);
	return refusal === undefined
		? { value: { key: address.toLowerCase(), address } }
		: advised(refusal, EXAMPLE);
}

/** As many as mail programs and people put around an address. */
const MOST_LAYERS = 6;

function addressIn(written: string): string {
	// Once: an address with two stops behind it has a label that is empty.
	const text = peeled(peeled(written).replace(/ ?[,.;。、｡]$/u, ''));
	const at = text.lastIndexOf('@');
	return text.slice(0, at + 1) + text.slice(at + 1).replace(/[。｡]/g, '.');
}

function peeled(written: string): string {
	let text = written;
	for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
		const outer = text;
		text = unwrapped(withoutLabel(withoutDisplayName(text)));
		if (text === outer) break;
	}
	return text;
}

/** `Name <address>`. Of a name that is itself an address only the same one: else there are two. */
function withoutDisplayName(text: string): string {
	const [, name, address] = /^([^<>]*)<([^<>]*)>$/.exec(text) ?? [];
	if (address === undefined) return text;
	// Mail programs copy a link as `address<mailto:address>`.
	const same = [name, address].map((one) => withoutLabel(unwrapped(one.trim())).toLowerCase());
	return name.includes('@') && same[0] !== same[1] ? text : address.trim();
}

/** `邮箱：address`, `E-mail: address`, and `mailto:address?subject=…`, which is a link and may have its signs as `%40`. */
function withoutLabel(text: string): string {
	const label = /^([\p{L}\p{N} ._()-]{1,30}): ?(?!\/)/u.exec(text);
	if (label === null) return text;
	const behind = text.slice(label[0].length);
	if (label[1].trim().toLowerCase() !== 'mailto') return behind;
	try {
		return decodeURIComponent(behind.replace(/\?.*$/s, ''));
	} catch {
		return behind;
	}
}

function whyNoAddress(address: string): Unreadable | undefined {
	const [local, domain, ...more] = address.split('@');
	if (domain === undefined) return { wrong: 'is not an email address: it has no @' };
	if (more.length > 0) return { wrong: 'holds several addresses, or one @ too many' };
	if (/\s/.test(address)) return { wrong: 'is not an email address: it contains a space' };
	return whyNoDomain(domain) ?? whyNoLocalPart(local) ?? whyTooLong(address);
}

/**
 * What RFC 5322 and 6531 allow without quotes, but for signs that in front of an address, or between two, are no part of
 * one: `王小明/name@163.com`, `*name@163.com`.
 */
function whyNoLocalPart(local: string): Unreadable | undefined {
	if (local === '') return { wrong: 'is not an email address: nothing comes before its @' };
	if (local.includes('**')) return { wrong: 'has hidden letters (“**”)' };
	if (!/^[\p{L}\p{Nd}_+-]/u.test(local))
		return { wrong: `is not an email address: it begins with “${[...local][0]}”` };
	const strange = /[^\p{L}\p{M}\p{Nd}!#$%&'*+=?^_`{}~.-]|\.\.|\.$/u.exec(local)?.[0];
	if (strange !== undefined) return { wrong: `is not an email address: “${strange}” stands before its @` };
	return hasTextGluedOn(local) ? { wrong: 'is not an email address: it runs into other text' } : undefined;
}

/** `王小明name` of `王小明name@163.com`: addresses are in one script, and numbers stand in them without Chinese characters. */
const hasTextGluedOn = (text: string): boolean =>
	/(?!\p{Script=Latin})\p{L}/u.test(text) && /[\p{Script=Latin}\d]/u.test(text);

function whyNoDomain(domain: string): Unreadable | undefined {
	const labels = domain.split('.');
	const top = labels[labels.length - 1];
	if (labels.length < 2 || domain.startsWith('.'))
		return { wrong: 'is not an email address: it has no domain, such as 163.com, after its @' };
	if (
		!labels.every((label) => /^[\p{L}\p{M}\p{Nd}](?:[\p{L}\p{M}\p{Nd}-]*[\p{L}\p{M}\p{Nd}])?$/u.test(label))
	)
		return { wrong: `is not an email address: “${domain.slice(0, 60)}” is not a valid domain` };
	if (/^\d+$/.test(top) || hasTextGluedOn(top))
		return { wrong: `is not an email address: no domain ends in “${top.slice(0, 60)}”` };
	return undefined;
}

const whyTooLong = ({ length }: string): Unreadable | undefined =>
	length > LONGEST ? { wrong: `has ${length} characters: DM Hub takes at most ${LONGEST}` } : undefined;
