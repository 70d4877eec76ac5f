import type { INodeProperties } from 'n8n-workflow';
import type { GroupChoice } from '../api/types';
import { kindOf, quote } from '../api/quote';
import { plainWidth, visible } from '../values/cleaning';
import { artifactIn, damageIn, isLost, LOST, MISSING } from '../values/reading';
import {
	idIn,
	isBlank,
	isFromModel,
	optionsField,
	readId,
	refuseJoinedExpressions,
	shownWhen,
	textField,
	type Field,
} from './fields';
import { InvalidParameter } from './invalidParameter';

type Locator = { mode?: unknown; value?: unknown; cachedResultName?: unknown };

/** A field that chooses a group. Marked, so that a run finds the groups among the parameters and resolves them to ids. */
export interface GroupField extends Field<GroupChoice> {
	choosesGroup: true;
}

interface ShownGroup {
	description: string;
	displayName?: string;
	name?: string;
	/** Whether a group can be created in the picker. */
	mayCreate?: boolean;
}

const locatorOf = (raw: unknown): Locator =>
	typeof raw === 'object' && raw !== null ? (raw as Locator) : { mode: 'id', value: raw };

/** The value as the user left it, where the whole locator or its value may be an expression. */
const valueOf = (stored: unknown): unknown =>
	typeof stored === 'object' && stored !== null ? (stored as Locator).value : stored;

/** The group picker. */
export function groupField({
	description,
	displayName = 'Group',
	name = 'group',
	mayCreate = false,
}: ShownGroup): GroupField {
	const property: INodeProperties = {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description,
		builderHint: {
			propertyHint:
				'Use mode "name" with the exact name of the group, or mode "id" with its numeric ID. Mode "list" is for people: it needs an ID that was picked. Names are matched exactly, so list the groups first when unsure.',
		},
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a group…',
				typeOptions: {
					searchListMethod: 'searchGroups',
					searchable: true,
					slowLoadNotice: {
						message:
							'DM Hub is slow to list the groups. You can also enter the ID or the exact name of the group.',
						timeout: 15_000,
					},
					...(mayCreate
						? { allowNewResource: { label: 'Create a new group', method: 'createGroup', defaultName: '' } }
						: {}),
				},
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 32952' },
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. 金卡会员' },
		],
	};
	return {
		choosesGroup: true,
		property,
		read: (raw, stored) => {
			const { mode, value, cachedResultName } = locatorOf(raw);
			if (isBlank(value))
				throw new InvalidParameter(
					`${displayName} is empty`,
					'Select a group from the list, or enter its ID or its exact name.',
					{ isMissing: true, forModel: 'Give the ID or the exact name of the group.' },
				);
			// A model is asked for one text “Group”, whatever the mode: it sends a name as readily as an ID.
			if (mode !== 'name' && !(isFromModel(valueOf(stored)) && idIn(value) === undefined)) {
				refuseJoinedExpressions(displayName, valueOf(stored));
				const id = readId(value, displayName);
				const isPicked = mode === 'list' && typeof cachedResultName === 'string' && cachedResultName !== '';
				return isPicked ? { id, label: cachedResultName } : { id };
			}
			if (typeof value === 'object')
				throw new InvalidParameter(`${displayName} must be a name, not an object or a list`);
			return { name: nameIn(value, displayName) };
		},
	};
}

/** A name without what nobody sees; throws an InvalidParameter where some of it is lost. @param field for messages */
function nameIn(raw: unknown, field: string): string {
	const name = visible(String(raw));
	const damage = damageIn(String(raw));
	if (damage === undefined) return name;
	throw new InvalidParameter(`${field} ${quote(name)} ${damage.wrong}`, damage.advice);
}

/** Whether one group is meant or every group: an empty group never means every group. */
export const scopeField = (description: string) =>
	optionsField(
		{
			displayName: 'Scope',
			name: 'scope',
			default: 'group',
			noDataExpression: true,
			description,
		},
		[
			{ name: 'All Groups', value: 'all', description: 'The members of every group' },
			{ name: 'One Group', value: 'group', description: 'The members of one group' },
		],
	);

/** A group that is read only where the editor shows its field; undefined otherwise. */
type OptionalGroupField = Field<GroupChoice | undefined> & { choosesGroup: true };

export const groupShownWhen = (field: GroupField, show: Record<string, string[]>): OptionalGroupField => ({
	...shownWhen(field, show),
	choosesGroup: true,
	onlyWhenShown: true,
});

/** A group for the scope of one group; undefined for all. */
export const inScope = (field: GroupField): OptionalGroupField => groupShownWhen(field, { scope: ['group'] });

const LONGEST_NAME = 255;
/** `未知` and `N/A` may be names of groups; no person names one like this. */
const PROGRAMS_NOTHING = /^(?:undefined|null|nan)$/i;

/** The name of a group to create, without what nobody sees. Brackets and quotes are part of it: `【双11】` is not `双11`. */
export const newGroupNameField: Field<string> = {
	...textField({
		displayName: 'Name',
		name: 'name',
		required: true,
		placeholder: 'e.g. 金卡会员',
		description: 'Name of the group, at most 255 characters',
	}),
	read: newGroupName,
};

/** Reads the name of a group to create; throws an InvalidParameter. */
export function newGroupName(raw: unknown): string {
	if (typeof raw === 'object' && raw !== null)
		throw new InvalidParameter(`Name must be text, not ${kindOf(raw)}`);
	const name = nameIn(raw ?? '', 'Name');
	if (name === '')
		throw new InvalidParameter('Name is empty', 'Enter the name of the new group.', { isMissing: true });
	const leftover =
		artifactIn(plainWidth(name)) ?? (PROGRAMS_NOTHING.test(name) ? MISSING : isLost(name) ? LOST : undefined);
	if (leftover !== undefined)
		throw new InvalidParameter(`Name ${quote(name)} ${leftover.wrong}`, leftover.advice);
	if (name.length > LONGEST_NAME)
		throw new InvalidParameter(
			`Name has ${name.length} characters; the limit is ${LONGEST_NAME}`,
			'Shorten it.',
		);
	return name;
}
