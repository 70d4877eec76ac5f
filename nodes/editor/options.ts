import { collectionField, numberField, objectIn, type Field, type Fields, type Params } from './fields';
import { isBlank } from './rawValue';
import { refuseBlankExpression } from './written';

export const batchSizeField = numberField(
	{
		displayName: 'Batch Size',
		name: 'batchSize',
		default: 500,
		description:
			'How many customers go into one request. DM Hub does not state its limit; the node splits batches that are too large.',
	},
	1,
	10_000,
);

const maxConcurrentRequestsField = numberField(
	{
		displayName: 'Max Concurrent Requests',
		name: 'maxConcurrentRequests',
		default: 4,
		description: 'How many requests may run at once. Fewer put less load on DM Hub; more are faster.',
	},
	1,
	16,
);

const timeoutField = numberField(
	{
		displayName: 'Timeout',
		name: 'timeout',
		default: 60,
		description: 'How many seconds to wait for the response to one request',
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

/** A filter whose expression gives nothing must not mean everything. (n8n drops unknown filters before they get here.) */
function checkedFilters(own: Fields, raw: unknown, written: unknown): unknown {
	const [values, asWritten] = [objectIn(raw), objectIn(written)];
	for (const { property } of Object.values(own))
		if (isBlank(values[property.name])) refuseBlankExpression(property.displayName, asWritten[property.name]);
	return raw;
}

/** Read once for the whole run, whatever the operation. */
export const runOptions = optionsOf({ batchSize: batchSizeField });

export const options = { ofEveryRequest: optionsOf({}), inBatches: optionsOf({ batchSize: batchSizeField }) };
