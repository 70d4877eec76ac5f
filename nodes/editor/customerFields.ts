import type { Id } from '../api/ids';
import { booleanField, idField, numberField, optionsField, shownWhen, type Field } from './fields';
import { InvalidParameter } from './invalidParameter';
import { isBlank } from './rawValue';
import { idIn, readId } from './readId';

export const customersFromField = optionsField(
	{
		displayName: 'Customers From',
		name: 'customersFrom',
		default: 'items',
		noDataExpression: true,
		description: 'Where the customer IDs stand',
	},
	[
		{ name: 'Each Input Item', value: 'items', description: 'One customer ID per input item' },
		{ name: 'List of IDs', value: 'list', description: 'Many customer IDs in one field' },
	],
);

export const customerIdField: Field<Id> = shownWhen(
	idField({
		displayName: 'Customer ID',
		name: 'customerId',
		required: true,
		default: '={{ $json.customerId }}',
		placeholder: 'e.g. 103446',
		description:
			'ID of the customer in DM Hub. Not a phone number or an e-mail: DM Hub’s groups API cannot look those up.',
	}),
	{ customersFrom: ['items'] },
);

/** A text of megabytes that is no list of ids must not become millions of errors. */
const MOST_UNREADABLE = 10_000;
const SEPARATORS = /[\s,;，、；]+/;

/** The ids of a list, each for itself: one that cannot be read is a InvalidParameter in its place. */
export const customerIdsField: Field<Array<Id | InvalidParameter>> = shownWhen(
	{
		property: {
			displayName: 'Customer IDs',
			name: 'customerIds',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 103446, 103447, 103448',
			description:
				'Customer IDs separated by commas, semicolons, spaces or new lines, or an expression that gives a list',
		},
		read: (raw) => {
			if (typeof raw === 'object' && raw !== null && !Array.isArray(raw))
				throw new InvalidParameter('Customer IDs must be a list or a text, not an object');
			const entries = Array.isArray(raw)
				? raw
				: isBlank(raw)
					? []
					: typeof raw === 'string'
						? raw.split(SEPARATORS).filter(Boolean)
						: [raw];
			return readIds(entries);
		},
	},
	{ customersFrom: ['list'] },
);

function readIds(entries: unknown[]): Array<Id | InvalidParameter> {
	let unreadable = 0;
	return entries.map((entry, index) => {
		const id = idIn(entry) ?? whyNot(entry, `Customer IDs, entry ${index + 1}`);
		if (id instanceof InvalidParameter && (unreadable += 1) > MOST_UNREADABLE)
			throw new InvalidParameter(
				`Customer IDs has more than ${MOST_UNREADABLE} entries that are no IDs`,
				`The first one after that is number ${index + 1}. This is probably not a list of customer IDs at all.`,
			);
		return id;
	});
}

function whyNot(entry: unknown, name: string): Id | InvalidParameter {
	try {
		return readId(entry, name);
	} catch (error) {
		return error instanceof InvalidParameter ? error : new InvalidParameter(`${name} cannot be read`);
	}
}

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

export const returnAllField = booleanField({
	displayName: 'Return All',
	name: 'returnAll',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
});

export const limitField = shownWhen(
	numberField(
		{ displayName: 'Limit', name: 'limit', default: 50, description: 'Max number of results to return' },
		1,
	),
	{ returnAll: [false] },
);
