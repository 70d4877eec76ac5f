import { createRequire } from 'node:module';
import type { IDataObject, INodeListSearchResult, INodeParameters, INodeType } from 'n8n-workflow';
import { editorContext } from '../../test/support/engine';
import { customersOf, dayInTheMiddle, type Contender, type Hub, type Job, type Source } from '../jobs';
import { mobilesOf } from '../people';
import { runChain, storedCredential, useFileStorage } from './n8n';

/** The node as it ships, built by bench.ts. */
const { ConvertlabGroups } = createRequire(__filename)(
	'../.out/dist/nodes/ConvertlabGroups/ConvertlabGroups.node.js',
) as { ConvertlabGroups: new () => INodeType };

export const ours: Contender = (job, hub) => {
	if (job.does === 'pick') return async () => await openPicker(hub, job.groups);
	const input = inputOf(job);
	const step = { type: new ConvertlabGroups(), parameters: parametersOf(job, hub) };
	return async () => {
		if (job.does === 'export' && job.to === 'file') await useFileStorage(hub);
		const items = await runChain(hub, input, [step]);
		const [{ json }] = items;
		if (job.does === 'copy') return Number(json.added);
		if (job.does === 'tellNew') return items.filter((item) => 'isNew' in item.json).length;
		if (job.does === 'sync') return json.added === json.removed ? Number(json.added) : NaN;
		return job.does === 'export' && job.to === 'file' ? Number(json.members) : items.length;
	};
};

/** Where the customers of the job stand, as input items. */
function inputOf(job: Job): IDataObject[] {
	if (job.does === 'identify' || job.does === 'create') return mobilesOf(job).map((mobile) => ({ mobile }));
	const customers = customersOf(job);
	return customers.length > 0 && sourceOf(job) !== 'list'
		? customers.map((customerId) => ({ customerId }))
		: [{ customerIds: customers }];
}

const sourceOf = (job: Job): Source => ('from' in job ? job.from : 'field');

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

function parametersOf(job: Job, hub: Hub): INodeParameters {
	const group = byId(hub.listId);
	const options = { maxConcurrentRequests: job.width };
	const customers: INodeParameters = {
		field: { customersFrom: 'items', customerBy: 'id', customerId: '={{ $json.customerId }}' },
		expression: { customersFrom: 'items', customerBy: 'id', customerId: '={{ String($json.customerId) }}' },
		list: { customersFrom: 'list', customerBy: 'id', customerIds: '={{ $json.customerIds }}' },
	}[sourceOf(job)];
	const member = { resource: 'member', group, options };
	const byMobile = { ...member, customerBy: 'mobile', mobile: '={{ $json.mobile }}' };
	// Against a group of one: what is measured is finding people.
	if (job.does === 'identify') return { ...byMobile, operation: 'check' };
	if (job.does === 'create') return { ...byMobile, operation: 'add', ifNotFound: 'create' };
	if (job.does === 'details')
		return {
			...member,
			operation: 'getAll',
			returnAll: true,
			options: { ...options, customerFields: job.openIds ? ['openId'] : ['name', 'mobile'] },
		};
	if (job.does === 'copy')
		return {
			...member,
			operation: 'copy',
			toGroup: byId(hub.targetId),
			which: 'notIn',
			otherGroup: byId(hub.otherId),
		};
	if (job.does === 'tellNew')
		return { ...member, ...customers, operation: 'add', options: { ...options, tellNew: true } };
	if (job.does === 'joined') {
		const day = dayInTheMiddle(job);
		return {
			...member,
			operation: 'getAll',
			returnAll: true,
			options: { ...options, joinedFrom: `${day}T00:00:00Z`, joinedUntil: `${day}T23:59:59Z` },
		};
	}
	if (job.does !== 'export') return { ...member, operation: job.does, ...customers };
	return job.to === 'items'
		? { ...member, operation: 'getAll', returnAll: true }
		: { ...member, operation: 'exportToFile', format: 'csv' };
}

/** Opening the group picker. */
async function openPicker(hub: Hub, groups: number): Promise<number> {
	const type = new ConvertlabGroups();
	const host = editorContext(type, storedCredential(hub));
	const search = type.methods?.listSearch?.searchGroups;
	const found: INodeListSearchResult | undefined = await search?.call(host, '');
	// The first hundred and a way to the rest: what the editor waits for before it shows anything.
	return found && found.results.length === Math.min(100, groups) ? groups : 0;
}
