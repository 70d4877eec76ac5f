import { valuesIn } from '../values/list';
import { isUnreadable } from '../values/reading';
import { InvalidParameter, invalidCustomer } from './invalidParameter';

/** Megabytes of text that is not a list of such values must not become millions of errors. */
const MOST_UNREADABLE = 10_000;

/**
 * The values of a list, each read separately: an unreadable one is an InvalidParameter in its place. Throws one where
 * there is no list, or hardly anything in it can be read.
 * @param isWhole whether what stands between two blanks is a value by itself
 */
export function readList<T>(
	raw: unknown,
	name: string,
	read: (value: unknown, name: string) => T,
	isWhole: (value: unknown) => boolean,
): Array<T | InvalidParameter> {
	const values = valuesIn(raw, isWhole);
	if (isUnreadable(values)) throw invalidCustomer(values, raw, name);
	let unreadable = 0;
	return values.value.map((entry, index) => {
		const value = readable(() => read(entry, name), name);
		if (!(value instanceof InvalidParameter)) return value;
		if ((unreadable += 1) > MOST_UNREADABLE)
			throw new InvalidParameter(
				`${name} has more than ${MOST_UNREADABLE} entries that cannot be read`,
				`The first one after that is number ${index + 1}. Check that the field holds the right list.`,
			);
		// Read again for a message with the place, which most entries never need.
		const place = `${name}, entry ${index + 1}`;
		return readable(() => read(entry, place), place);
	});
}

function readable<T>(read: () => T, name: string): T | InvalidParameter {
	try {
		return read();
	} catch (error) {
		return error instanceof InvalidParameter ? error : new InvalidParameter(`${name} cannot be read`);
	}
}
