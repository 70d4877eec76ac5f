import { booleanField, numberField, shownWhen } from './fields';

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
