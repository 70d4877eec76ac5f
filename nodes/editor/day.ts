import { quote } from '../api/quote';
import { InvalidParameter } from './invalidParameter';

/** A day such as `1990-05-31`, however it is written; throws an InvalidParameter. */
export function readDay(raw: unknown, name: string): string {
	const iso = (raw as { toISODate?: () => string | null }).toISODate?.();
	const written = iso ?? (raw instanceof Date ? raw.toISOString() : String(raw)).trim();
	const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)/.exec(written) ?? [];
	const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
	// The constructor takes years below 100 for those of the last century.
	if (
		year === undefined ||
		Number(year) < 100 ||
		date.getUTCMonth() !== Number(month) - 1 ||
		date.getUTCDate() !== Number(day)
	)
		throw new InvalidParameter(`${name} is not a date: ${quote(raw)}`, 'Enter it as 1990-05-31.');
	return date.toISOString().slice(0, 10);
}
