import { readMoment, type Moment } from '../values/moment';
import { isBlank, isExpression, refuseBlankExpression, type Field } from './fields';
import { InvalidParameter, invalidValue } from './invalidParameter';

/** The range of days or moments in which members joined. Both ends are part of it. */

const momentField = (
	shown: { displayName: string; name: string; description: string },
	dateAloneIs: 'start' | 'end',
	itemMayHaveNone: boolean,
): Field<Moment | undefined> => ({
	property: { ...shown, type: 'dateTime', default: '' },
	read: (raw, stored) => {
		if (isBlank(raw)) {
			refuseEmpty(shown.displayName, stored, itemMayHaveNone);
			return undefined;
		}
		const moment = readMoment(raw, dateAloneIs);
		if ('value' in moment) return moment.value;
		throw invalidValue(moment, raw, shown.displayName);
	},
});

const NO_LIMIT = 'For no such limit, remove the option.';

/**
 * Throws an InvalidParameter for an option that was added and has lost its date, which must not mean everybody: n8n's picker
 * drops a day that is typed without a time.
 */
function refuseEmpty(displayName: string, stored: unknown, itemMayHaveNone: boolean): void {
	if (stored === undefined || (isExpression(stored) && itemMayHaveNone)) return;
	refuseBlankExpression(displayName, stored, NO_LIMIT, 'Give it a date, such as 2026-11-27.');
	throw new InvalidParameter(
		`${displayName} is empty`,
		`n8n keeps a typed day only with its time: type 2026-11-27 00:00:00, or pick the day in the calendar. ${NO_LIMIT}`,
	);
}

/** @param itemMayHaveNone whether an item for which an expression gives nothing has an open range */
const joinedFieldsWhere = (itemMayHaveNone: boolean) => ({
	joinedFrom: momentField(
		{
			displayName: 'Joined From',
			name: 'joinedFrom',
			description:
				'Only members who joined at this moment or later. Without an offset the time zone of the workflow applies.',
		},
		'start',
		itemMayHaveNone,
	),
	joinedUntil: momentField(
		{
			displayName: 'Joined Until',
			name: 'joinedUntil',
			description:
				'Only members who joined at this moment or earlier; a date alone includes that whole day. Without an offset the time zone of the workflow applies.',
		},
		'end',
		itemMayHaveNone,
	),
});

/** For the options of an operation that reads the members of a group. */
export const joinedFields = joinedFieldsWhere(true);

/** For one that writes: who joined at any time is never meant by an expression that gives nothing. */
export const joinedFieldsOfWrite = joinedFieldsWhere(false);

export interface JoinedRange {
	joinedFrom: Moment | undefined;
	joinedUntil: Moment | undefined;
}

/**
 * Throws an InvalidParameter where the range is turned round, as far as that shows before the time zone is known, or where
 * it is for all groups.
 */
export function checkRange({ joinedFrom, joinedUntil }: JoinedRange, scope?: 'group' | 'all'): void {
	if (scope === 'all' && (joinedFrom ?? joinedUntil) !== undefined)
		throw new InvalidParameter(
			'Joined From and Joined Until need one group',
			'Set “Scope” to “One Group”, or remove the dates.',
		);
	const [from, until] = [joinedFrom?.inUtc('UTC'), joinedUntil?.inUtc('UTC')];
	const comparable = joinedFrom?.needsZone === joinedUntil?.needsZone;
	if (from !== undefined && until !== undefined && comparable && from > until)
		throw new InvalidParameter('Joined From is later than Joined Until', 'Swap the two dates.');
}

/** The same range in UTC, `2016-11-11T11:11:11`; undefined where it is open. */
export const rangeInUtc = (
	{ joinedFrom, joinedUntil }: JoinedRange,
	zone: string,
): { from: string | undefined; until: string | undefined } => ({
	from: joinedFrom?.inUtc(zone),
	until: joinedUntil?.inUtc(zone),
});

/** Names the range in UTC and the zone it came from; undefined for an open one. @param verb `Counted` */
export function describeRange(range: JoinedRange, zone: string, verb: string): string | undefined {
	const { from, until } = rangeInUtc(range, zone);
	if (from === undefined && until === undefined) return undefined;
	const bounds = [from && `from ${from}`, until && `until ${until}`]
		.filter(Boolean)
		.join(' ')
		.replaceAll('T', ' ');
	const ends = from === undefined || until === undefined ? 'inclusive' : 'both included';
	const source =
		range.joinedFrom?.needsZone || range.joinedUntil?.needsZone
			? `dates without an offset were read in ${zone}, the time zone of the workflow`
			: 'the dates brought their own offset';
	return `${verb} members who joined ${bounds} UTC, ${ends}; ${source}.`;
}
