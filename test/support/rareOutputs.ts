import type { IDataObject, INodeParameters } from 'n8n-workflow';

const NEW = '13912345678';
const byMobile: INodeParameters = { resource: 'member', customerBy: 'mobile', mobile: '={{ $json.mobile }}' };

/** What gives fields that only some outputs have; with customer 30 gone, and a customer of the number 13800138000. */
export const rareOutputs: Array<{
	name: string;
	parameters: INodeParameters;
	fields: string[];
	input?: IDataObject[];
}> = [
	{
		name: 'a group with its size',
		parameters: { resource: 'group', operation: 'get', options: { memberCount: true } },
		fields: ['memberCount'],
	},
	{
		name: 'a group that was there',
		parameters: { resource: 'group', operation: 'create', name: '金卡会员', ifNameExists: 'useExisting' },
		fields: ['created'],
	},
	{
		name: 'a count between two days',
		parameters: {
			resource: 'member',
			operation: 'count',
			options: { joinedFrom: '2020-01-01', joinedUntil: '2040-01-01' },
		},
		fields: ['joinListDateSince', 'joinListDateTo'],
	},
	{
		name: 'the changes of a sync',
		parameters: {
			resource: 'member',
			operation: 'sync',
			customerBy: 'id',
			options: { output: 'changes', removalLimit: 100 },
		},
		input: [{ customerId: 31 }],
		fields: ['customerId', 'change'],
	},
	{
		name: 'members with fields of their customers',
		parameters: {
			resource: 'member',
			operation: 'getAll',
			options: { customerFields: ['name', 'mobile', 'city'], customFields: 'attr1' },
		},
		fields: ['customer.name', 'customer.city', 'customer.attr1'],
	},
	{
		name: 'a member who is no customer any more',
		parameters: {
			resource: 'member',
			operation: 'getAll',
			filters: { customerId: '30' },
			options: { customerFields: ['name'] },
		},
		fields: ['customer'],
	},
	{
		name: 'somebody who was found by number and added',
		parameters: { ...byMobile, operation: 'add', ifNotFound: 'create' },
		input: [{ mobile: NEW }],
		fields: ['customerCreated'],
	},
	{
		name: 'somebody who is no customer, and so in no group',
		parameters: { ...byMobile, operation: 'check', ifNotFound: 'leaveOut' },
		input: [{ mobile: NEW }],
		fields: ['customerId', 'isMember'],
	},
	{
		name: 'a sync that left somebody out',
		parameters: {
			...byMobile,
			operation: 'sync',
			ifNotFound: 'leaveOut',
			options: { removalLimit: 100 },
		},
		input: [{ mobile: NEW }, { mobile: '13800138000' }],
		fields: ['leftOut'],
	},
	{
		name: 'a sync that created somebody',
		parameters: {
			...byMobile,
			operation: 'sync',
			ifNotFound: 'create',
			options: { removalLimit: 100 },
		},
		input: [{ mobile: NEW }],
		fields: ['created'],
	},
	{
		name: 'what a sync changed, of people known by number',
		parameters: {
			...byMobile,
			operation: 'sync',
			ifNotFound: 'create',
			options: { output: 'changes', removalLimit: 100 },
		},
		input: [{ mobile: NEW }],
		fields: ['customerId', 'change'],
	},
];
