import type { INodeProperties } from 'n8n-workflow';
import type { GroupChoice } from '../api/types';
import type { Field } from './fields';
import { InvalidParameter } from './invalidParameter';
import { isBlank } from './rawValue';
import { idIn, readId } from './readId';
import { isFromModel, refuseBlankExpression } from './written';

type Locator = { mode?: unknown; value?: unknown };

/** The value as the user left it, where the whole locator or its value may be an expression. */
const valueOf = (written: unknown): unknown =>
	typeof written === 'object' && written !== null ? (written as Locator).value : written;

/** The group picker. `required: false`: empty means every group. */
export function groupField(shown: { description: string }): Field<GroupChoice>;
export function groupField(shown: { description: string; required: false }): Field<GroupChoice | undefined>;
export function groupField({
	description,
	required = true,
}: {
	description: string;
	required?: boolean;
}): Field<GroupChoice | undefined> {
	const property: INodeProperties = {
		displayName: 'Group',
		name: 'group',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required,
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
				typeOptions: { searchListMethod: 'searchGroups', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 32952' },
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. 金卡会员' },
		],
	};
	return {
		property,
		read: (raw, written) => {
			const { mode, value } =
				typeof raw === 'object' && raw !== null ? (raw as Locator) : { mode: 'id', value: raw };
			if (isBlank(value)) {
				if (required)
					throw new InvalidParameter(
						'Group is empty',
						'Select a group from the list, or enter its ID or its exact name.',
						{ isMissing: true, forModel: 'Give the ID or the exact name of the group.' },
					);
				refuseBlankExpression('Group', valueOf(written));
				return undefined;
			}
			// A model is asked for one text “Group”, whatever the mode: it sends a name as readily as an ID.
			if (mode !== 'name' && !(isFromModel(valueOf(written)) && idIn(value) === undefined))
				return { id: readId(value, 'Group') };
			if (typeof value === 'object')
				throw new InvalidParameter('Group must be a name, not an object or a list');
			return { name: String(value).trim() };
		},
	};
}
