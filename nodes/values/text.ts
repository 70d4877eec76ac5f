import {
	damageIn,
	emptyBut,
	isMissing,
	isMissingName,
	isUnreadable,
	artifactIn,
	MISSING,
	textOf,
	type Reading,
} from './reading';
import { plainWidth, unwrapped, visible } from './cleaning';

/** Full-width letters, digits and blanks. `（集团）` keeps its brackets, and a Chinese sentence its marks. */
const WIDE = /[０-９Ａ-Ｚａ-ｚ\u3000]/g;

/** A company, a source, a remark or a field of the tenant’s own; as one line. */
export const readText = (raw: unknown): Reading<string> => readPlain(raw, isMissing);

/** A person’s name, which may be what elsewhere stands for a missing value: `Na`, `Nan`. */
export const readName = (raw: unknown): Reading<string> => readPlain(raw, isMissingName);

function readPlain(raw: unknown, isMissingHere: (text: string) => boolean): Reading<string> {
	// A field of the tenant’s own may hold 3.5, or whether something is true.
	const isDecimal = typeof raw === 'number' && Number.isFinite(raw) && !Number.isInteger(raw);
	const text = isDecimal || typeof raw === 'boolean' ? { value: String(raw) } : textOf(raw);
	if (isUnreadable(text)) return text;
	const damage = damageIn(text.value);
	if (damage !== undefined) return damage;
	const seen = visible(text.value).replace(WIDE, plainWidth);
	if (seen === '') return { wrong: emptyBut(text.value), isMissing: true };
	if (isMissingHere(seen) || isMissingHere(plainWidth(seen))) return MISSING;
	// A field of the tenant’s own may hold JSON, whose brackets are part of it.
	const isJson = /^(?:\{ ?"|\[ ?["{])/.test(seen);
	const artifact = isJson ? undefined : artifactIn(plainWidth(seen));
	if (artifact !== undefined) return artifact;
	const value = isJson ? seen : unwrapped(seen);
	return isMissingHere(value) ? MISSING : { value };
}
