import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { outcomeOf } from '../api/promises';
import { nodeError } from '../editor/nodeError';
import { searchGroups } from '../editor/listSearch';
import { eventField, memberOptionsField, watchedScopeField, watchedGroupField } from './events';
import { pollForNew } from './poll';

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
		activationMessage:
			'n8n now checks DM Hub at the poll times you set. The first check only records what is there: whoever joins after it, and whatever group is created after it, starts the workflow.',
		eventTriggerDescription: 'Waiting for a customer to join a group, or for a new group',
		triggerPanel: {
			header: 'Fetch the newest member or group',
			executionsHelp: {
				inactive:
					'<b>While you build the workflow</b>, click the button above: it fetches the newest member of the group, or the newest group, and starts nothing else.<br /><br /><b>When you are done</b>, publish (activate) the workflow. n8n then checks DM Hub at the poll times. The first check only records what is there; whatever is new to a later check starts the workflow. These executions show up in the <a data-key="executions">executions list</a>, but not in the editor.',
				active:
					'<b>While you build the workflow</b>, click the button above: it fetches the newest member of the group, or the newest group, and starts nothing else.<br /><br /><b>The workflow also starts by itself</b>, since it is published (active): n8n checks DM Hub at the poll times, and whatever is new starts it. These executions show up in the <a data-key="executions">executions list</a>, but not in the editor.',
			},
			activationHint:
				'Publish (activate) the workflow to have n8n check DM Hub by itself, at the poll times you set.',
		},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'convertlabApi', required: true }],
		properties: [
			eventField.property,
			watchedScopeField.property,
			watchedGroupField.property,
			{
				displayName:
					'It sees customers who join, not customers who leave. The first poll after you publish (activate) the workflow only records the group’s newest member. Each later poll gives one item per new member; in rare cases a member comes more than once.',
				name: 'triggerNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { event: ['memberAdded'] } },
			},
			memberOptionsField.property,
		],
	};

	methods = { listSearch: { searchGroups } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const polled = await outcomeOf(pollForNew(this));
		if ('value' in polled) return polled.value;
		// A NodeApiError or NodeOperationError, without the request: its URL holds the token.
		throw nodeError(this.getNode(), { cause: polled.error });
	}
}
