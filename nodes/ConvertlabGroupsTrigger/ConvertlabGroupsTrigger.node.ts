import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { searchGroups } from '../editor/picker';
import { eventField, groupFilterField } from './events';
import { pollForNew } from './poll';
import { optionsField } from './enrich';

export class ConvertlabGroupsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Convertlab Groups Trigger',
		name: 'convertlabGroupsTrigger',
		icon: {
			light: 'file:../ConvertlabGroups/convertlab.svg',
			dark: 'file:../ConvertlabGroups/convertlab.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] === "groupCreated" ? "Group created" : "Customer joined a group" }}',
		// n8n's node creator lists both nodes as one, under this description.
		description:
			'Work with the customer groups of Convertlab DM Hub, or start when a customer joins one or one is created',
		defaults: { name: 'Convertlab Groups Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'convertlabApi', required: true }],
		properties: [
			eventField.property,
			groupFilterField.property,
			{
				displayName:
					'It sees customers who join, not customers who leave. The first poll after you publish (activate) the workflow only records the group’s newest member. Each later poll gives one item per new member; in rare cases a member comes more than once.',
				name: 'triggerNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { event: ['memberAdded'] } },
			},
			optionsField.property,
		],
	};

	methods = { listSearch: { searchGroups } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollForNew(this);
	}
}
