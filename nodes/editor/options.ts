import { quote } from '../api/quote';
import { collectionField, numberField, type Field, type Fields, type Params } from './fields';
import { InvalidParameter } from './invalidParameter';
import { isBlank } from './rawValue';
import { refuseBlankExpression } from './written';

export const batchSizeField = numberField(
	{
		displayName: 'Batch Size',
		name: 'batchSize',
		default: 500,
		description:
			'How many customers go into one request. DM Hub does not say how many it takes; the node halves batches that are too large.',
	},
	1,
	10_000,
);

export const maxConcurrentRequestsField = numberField(
	{
		displayName: 'Max Concurrent Requests',
		name: 'maxConcurrentRequests',
		default: 4,
		description: 'How many requests may be under way at once. Fewer are gentler on DM Hub, more are faster.',
	},
	1,
	16,
);

export const timeoutField = numberField(
	{
		displayName: 'Timeout',
		name: 'timeout',
		default: 60,
		description: 'How many seconds to wait for the answer to one request',
	},
	1,
	3_600,
);

const ofEveryRequest = { maxConcurrentRequests: maxConcurrentRequestsField, timeout: timeoutField };

/** The options of an operation: its own, and those of every request. */
export function optionsOf<const F extends Fields>(own: F): Field<Params<F & typeof ofEveryRequest>> {
	return collectionField(
		{ displayName: 'Options', name: 'options', placeholder: 'Add option' },
		{ ...own, ...ofEveryRequest },
	) as Field<Params<F & typeof ofEveryRequest>>;
}

export function filtersOf<const F extends Fields>(own: F): Field<Params<F>> {
	const field = collectionField({ displayName: 'Filters', name: 'filters', placeholder: 'Add filter' }, own);
	return { ...field, read: (raw, written) => field.read(checkedFilters(own, raw, written), written) };
}

/** A filter that is lost on its way, or misspelled by a program, must not mean everything. */
function checkedFilters(own: Fields, raw: unknown, written: unknown): unknown {
	if (isBlank(raw)) refuseBlankExpression('Filters', written);
	if (typeof raw !== 'object' || raw === null) return raw;
	for (const [name, value] of Object.entries(raw)) {
		const field = Object.values(own).find(({ property }) => property.name === name);
		if (!field)
			throw new InvalidParameter(
				`There is no filter ${quote(name)} here`,
				`Use one of: ${Object.values(own)
					.map(({ property }) => property.name)
					.join(', ')}.`,
			);
		const asWritten = typeof written === 'object' && written !== null ? written : {};
		if (isBlank(value))
			refuseBlankExpression(field.property.displayName, (asWritten as Record<string, unknown>)[name]);
	}
	return raw;
}

/** Read once for the whole run, whatever the operation. */
export const runOptions = optionsOf({ batchSize: batchSizeField });

export const options = { ofEveryRequest: optionsOf({}), inBatches: optionsOf({ batchSize: batchSizeField }) };
