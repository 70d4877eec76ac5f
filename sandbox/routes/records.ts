import type { Quirks } from '../switches';
import { writeExactly, type Json } from '../wire/longs';

/** Ids so far from the one asked about are somebody else's. */
export const FAR_AWAY = 1_000_000_007n;

/** The fields that every record has beside its own, with a comma before each. */
export const extraFields = ({ extraFields: fields }: Quirks): string =>
	Object.entries(fields ?? {})
		.map(([name, value]) => `,${JSON.stringify(name)}:${writeExactly(value as Json)}`)
		.join('');
