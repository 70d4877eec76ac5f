import {
	asTool,
	booleanField,
	collectionField,
	isBlank,
	isFromModel,
	numberField,
	objectIn,
	optionsField,
	refuseBlankExpression,
	shownWhen,
	type Field,
	type Fields,
	type Params,
} from './fields';
import { InvalidParameter } from './invalidParameter';

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
	return {
		...field,
		read: (raw, stored) => {
			refuseBlankFilters(own, raw, stored);
			return field.read(raw, stored);
		},
	};
}

/** A filter whose expression gives nothing must not mean everything. (n8n drops unknown filters before they get here.) */
function refuseBlankFilters(own: Fields, raw: unknown, stored: unknown): void {
	const [values, asStored] = [objectIn(raw), objectIn(stored)];
	for (const { property } of Object.values(own))
		if (isBlank(values[property.name])) refuseBlankExpression(property.displayName, asStored[property.name]);
}

/** Read once for the whole run, whatever the operation. */
export const runOptions = optionsOf({ batchSize: batchSizeField });

export const groupNameField = booleanField({
	displayName: 'Group Name',
	name: 'groupName',
	default: false,
	description: 'Whether to add the name of the group as “groupName”',
});

export const sortDirectionField = optionsField(
	{
		displayName: 'Sort Direction',
		name: 'sortDirection',
		default: 'asc',
		description: 'Whether the smallest or the largest comes first',
	},
	[
		{ name: 'Ascending', value: 'asc' },
		{ name: 'Descending', value: 'desc' },
	],
);

/** A model reads the whole output of a tool, and pays for every item. */
const MOST_FOR_A_MODEL = 200;

/** Only a person may ask for everything. */
export const returnAllField = asTool(
	booleanField({
		displayName: 'Return All',
		name: 'returnAll',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	}),
	{ noDataExpression: true },
);

const limit = numberField(
	{ displayName: 'Limit', name: 'limit', default: 50, description: 'Max number of results to return' },
	1,
);

const limitForAgents: Field<number> = {
	...limit,
	read: (raw, stored) => {
		const number = limit.read(raw, stored);
		if (isFromModel(stored) && number > MOST_FOR_A_MODEL)
			throw new InvalidParameter(
				`Limit can be at most ${MOST_FOR_A_MODEL} for an AI agent, not ${number}`,
				'Ask for fewer, filter the results, or count the members instead.',
			);
		return number;
	},
};

export const limitField = shownWhen(limitForAgents, { returnAll: [false] });
