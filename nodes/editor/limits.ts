import { asTool, booleanField, numberField, shownWhen, type Field } from './fields';
import { InvalidParameter } from './invalidParameter';
import { isFromModel } from './written';

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

const limitOfBoth: Field<number> = {
	...limit,
	read: (raw, written) => {
		const number = limit.read(raw, written);
		if (isFromModel(written) && number > MOST_FOR_A_MODEL)
			throw new InvalidParameter(
				`Limit can be at most ${MOST_FOR_A_MODEL} for an AI agent, not ${number}`,
				'Ask for fewer, filter the results, or count the members instead.',
			);
		return number;
	},
};

export const limitField = shownWhen(limitOfBoth, { returnAll: [false] });
