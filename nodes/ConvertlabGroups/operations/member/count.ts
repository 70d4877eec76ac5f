import { countMembers } from '../../../api/endpoints';
import { fromId } from '../../../api/ids';
import { momentField, type Moment } from '../../../editor/dateTime';
import { groupField } from '../../../editor/groupField';
import { InvalidParameter } from '../../../editor/invalidParameter';
import { perItem } from '../../people/perItem';
import type { Run } from '../../run/run';
import { optionsOf } from '../../../editor/options';

const joinedFrom = momentField(
	{
		displayName: 'Joined From',
		name: 'joinedFrom',
		description:
			'Only members who joined at this moment or later. Without an offset the time zone of the workflow applies.',
	},
	'start',
);

const joinedUntil = momentField(
	{
		displayName: 'Joined Until',
		name: 'joinedUntil',
		description:
			'Only members who joined at this moment or earlier; a date alone includes that whole day. Without an offset the time zone of the workflow applies.',
	},
	'end',
);

export const count = perItem({
	option: {
		name: 'Count',
		value: 'count',
		action: 'Count the members of a group',
		description: 'Count the members of a group, by when they joined',
	},
	fields: {
		group: groupField({ description: 'The group whose members to count' }),
		options: optionsOf({ joinedFrom, joinedUntil }),
	},
	counted: { noun: 'groups', verb: 'counted' },
	check({ options }) {
		const [from, until] = [options.joinedFrom?.inUtc('UTC'), options.joinedUntil?.inUtc('UTC')];
		const comparable = options.joinedFrom?.needsZone === options.joinedUntil?.needsZone;
		if (from !== undefined && until !== undefined && comparable && from > until)
			throw new InvalidParameter('Joined From is later than Joined Until', 'Swap the two dates.');
	},
	async *run(run, { listId, params: { options } }) {
		const zone = run.host.getTimezone();
		const since = options.joinedFrom?.inUtc(zone);
		const to = options.joinedUntil?.inUtc(zone);
		const count = await run.send(countMembers(listId, { since, to }));
		if (count === 0) await run.groups.believeEmpty(listId);
		if (since !== undefined || to !== undefined)
			sayRange(run, [options.joinedFrom, options.joinedUntil], since, to, zone);
		yield [
			{
				listId: fromId(listId),
				count,
				...(since === undefined ? {} : { joinListDateSince: since }),
				...(to === undefined ? {} : { joinListDateTo: to }),
			},
		];
	},
});

function sayRange(
	run: Run,
	moments: Array<Moment | undefined>,
	since: string | undefined,
	to: string | undefined,
	zone: string,
): void {
	const range = [since && `from ${since}`, to && `until ${to}`]
		.filter(Boolean)
		.join(' ')
		.replaceAll('T', ' ');
	const source = moments.some((moment) => moment?.needsZone)
		? `dates without an offset were read in ${zone}, the time zone of the workflow`
		: 'the dates brought their own offset';
	run.notes.say(`Counted members who joined ${range} UTC, both included; ${source}.`);
}
