import { InvalidParameter } from './invalidParameter';
import { isBlank } from './rawValue';

/** Megabytes of text that is not a list of such values must not become millions of errors. */
const MOST_UNREADABLE = 10_000;
const SEPARATORS = /[,;\r\n\t，、；]+/;

/**
 * The values of a list, each read separately: an unreadable one is an InvalidParameter in its place. Text is split at
 * commas, semicolons, new lines and tabs, and at spaces where every part is a whole value by itself:
 * `13800138000 13900139000` is two numbers, `138 0013 8000` is one.
 */
export function readList<T>(
	raw: unknown,
	name: string,
	read: (value: unknown, name: string) => T,
): Array<T | InvalidParameter> {
	if (typeof raw === 'object' && raw !== null && !Array.isArray(raw))
		throw new InvalidParameter(`${name} must be a list or text, not an object`);
	const isWhole = (value: unknown) => !(readable(() => read(value, name), name) instanceof InvalidParameter);
	let unreadable = 0;
	return entriesOf(raw, isWhole).map((entry, index) => {
		const value = readable(() => readOne(entry, name, read), name);
		if (!(value instanceof InvalidParameter)) return value;
		if ((unreadable += 1) > MOST_UNREADABLE)
			throw new InvalidParameter(
				`${name} has more than ${MOST_UNREADABLE} entries that cannot be read`,
				`The first one after that is number ${index + 1}. Check that the field holds the right list.`,
			);
		// Read again for a message with the place, which most entries never need.
		const place = `${name}, entry ${index + 1}`;
		return readable(() => readOne(entry, place, read), place);
	});
}

function readOne<T>(entry: unknown, name: string, read: (value: unknown, name: string) => T): T {
	if (isBlank(entry)) throw new InvalidParameter(`${name} is empty`);
	return read(entry, name);
}

function entriesOf(raw: unknown, isWhole: (value: unknown) => boolean): unknown[] {
	if (Array.isArray(raw)) return raw;
	if (isBlank(raw)) return [];
	if (typeof raw !== 'string') return [raw];
	return raw.split(SEPARATORS).flatMap((piece) => {
		const whole = piece.trim();
		if (whole === '') return [];
		const parts = whole.split(/\s+/);
		return parts.length > 1 && parts.every(isWhole) ? parts : [whole];
	});
}

function readable<T>(read: () => T, name: string): T | InvalidParameter {
	try {
		return read();
	} catch (error) {
		return error instanceof InvalidParameter ? error : new InvalidParameter(`${name} cannot be read`);
	}
}
