import type { INodeProperties } from 'n8n-workflow';
import type { Id } from '../api/ids';
import { readCustomerId as readDigits } from '../values/customerId';
import { isUnreadable } from '../values/reading';
import { isBlank, refuseJoinedExpressions, type Field } from './fields';
import { invalidValue } from './invalidParameter';

/** The id in a value, as digits without leading zeros; throws an InvalidParameter that says why it is not one. */
export function readId(raw: unknown, name: string): Id {
	const digits = readDigits(raw);
	if (isUnreadable(digits)) throw invalidValue(digits, raw, name);
	return digits.value;
}

/** The id in a value, or undefined. */
export function idIn(raw: unknown): Id | undefined {
	const digits = readDigits(raw);
	return isUnreadable(digits) ? undefined : digits.value;
}

type Shown = Omit<INodeProperties, 'type' | 'default'> & { default?: INodeProperties['default'] };

/** A required id. */
export const idField = (shown: Shown): Field<Id> => ({
	property: { default: '', ...shown, type: 'string' },
	read: (raw, stored) => {
		refuseJoinedExpressions(shown.displayName, stored);
		return readId(raw, shown.displayName);
	},
});

/** An optional id. */
export const optionalIdField = (shown: Shown): Field<Id | undefined> => ({
	property: { default: '', ...shown, type: 'string' },
	read: (raw, stored) => {
		refuseJoinedExpressions(shown.displayName, stored);
		return isBlank(raw) ? undefined : readId(raw, shown.displayName);
	},
});
