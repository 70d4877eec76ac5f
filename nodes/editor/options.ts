import { collectionField, type Field, type Fields, type Params } from './fields';
import { batchSizeField, maxConcurrentRequestsField, timeoutField } from './customerFields';

const ofEveryRequest = { maxConcurrentRequests: maxConcurrentRequestsField, timeout: timeoutField };

/** The options of an operation: its own, and those of every request. */
export function optionsOf<const F extends Fields>(own: F): Field<Params<F & typeof ofEveryRequest>> {
	return collectionField(
		{ displayName: 'Options', name: 'options', placeholder: 'Add option' },
		{ ...own, ...ofEveryRequest },
	) as Field<Params<F & typeof ofEveryRequest>>;
}

export function filtersOf<const F extends Fields>(own: F): Field<Params<F>> {
	return collectionField({ displayName: 'Filters', name: 'filters', placeholder: 'Add filter' }, own);
}

/** Read once for the whole run, whatever the operation. */
export const runOptions = optionsOf({ batchSize: batchSizeField });

export const options = { ofEveryRequest: optionsOf({}), inBatches: optionsOf({ batchSize: batchSizeField }) };
