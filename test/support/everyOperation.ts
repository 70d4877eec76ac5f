import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { madeCustomer, type Match, type Sandbox } from '../../sandbox';
import { crowd, upFrom } from './inputs';
import { byId } from './parameters';

/** One operation on a group that holds customers 1 to 30, and which of its requests a fault is to strike. */
export interface Trial {
	name: string;
	struck: 'read' | 'create' | 'add' | 'removal' | 'save';
	match?: Match;
	input?: IDataObject[];
	/** The customers of a second group, where the operation needs one. */
	other?: string[];
	parameters(groupId: string, otherGroupId: string): INodeParameters;
	/** How many items a success gives. */
	outputs: number;
	/** Whether a refusal of many is taken for one of so many, and asked again in parts. */
	splits?: boolean;
	/** Whether a customer whose search is refused is named by an identity. */
	hasSecondOpinion?: boolean;
	/** What each item chooses for itself, where it is no group: a value that is right, one that is not, and their field. */
	choice?: { field: string; right: string[]; wrong: string; with(value: string): INodeParameters };
	/** What the editor calls its group, where it is not “Group”. */
	groupField?: string;
	/** How a group that is gone shows, where not as its members read: looked up first, or never looked up. */
	gone?: 'empty' | 'refuse';
	/** Whether there is one request at a time: creates must not overtake each other, and one list of groups serves all. */
	oneByOne?: boolean;
	/** Whether a source that cannot be read whole changes nothing. */
	allOrNothing?: boolean;
	/** What the groups hold when an earlier write was done and the struck one was not. */
	inSteps?: string[][];
}

const of =
	(resource: string, operation: string, more: INodeParameters = {}) =>
	(groupId: string): INodeParameters => ({
		resource,
		operation,
		...(resource === 'member' ? { customerBy: 'id' } : {}),
		options: {},
		...(resource === 'member' || operation === 'delete' || operation === 'get'
			? { group: byId(groupId) }
			: {}),
		...more,
	});

const ids = (first: number, last: number) => upFrom(first, last - first + 1).map(String);
const sync = of('member', 'sync', { options: { removalLimit: 100 } });
const source = crowd(30, 11);
const removeMembership = (membershipId: string) => (): INodeParameters => ({
	resource: 'member',
	operation: 'remove',
	removeBy: 'membership',
	membershipId,
	options: {},
});
const copy =
	(more: INodeParameters = {}) =>
	(groupId: string, otherGroupId: string): INodeParameters => ({
		...of('member', 'copy', more)(groupId),
		toGroup: byId(otherGroupId),
	});

/** Customers by the numbers that the sandbox has made for them. */
const mobilesOf = (...customerIds: number[]) =>
	customerIds.map((id) => ({ mobile: String(madeCustomer(BigInt(id)).fields.mobile) }));

export const everyOperation: Trial[] = [
	{
		name: 'group create',
		struck: 'create',
		parameters: of('group', 'create', { name: '银卡会员', ifNameExists: 'create' }),
		choice: {
			field: 'Name',
			right: ['A', 'B', 'C', 'D', 'E', 'F'],
			wrong: '',
			with: (name) => of('group', 'create', { name, ifNameExists: 'create' })(''),
		},
		outputs: 1,
		oneByOne: true,
	},
	{ name: 'group delete', struck: 'removal', parameters: of('group', 'delete'), outputs: 1, gone: 'refuse' },
	{
		name: 'group get',
		struck: 'read',
		parameters: of('group', 'get'),
		outputs: 1,
		oneByOne: true,
		gone: 'empty',
	},
	{
		name: 'group getAll',
		struck: 'read',
		parameters: of('group', 'getAll', { returnAll: true }),
		choice: {
			field: 'Limit',
			right: ['1', '2', '3', '4', '5', '6'],
			wrong: '0',
			with: (limit) => of('group', 'getAll', { returnAll: false, limit })(''),
		},
		outputs: 1,
	},
	{
		name: 'member add of many',
		struck: 'add',
		input: crowd(40, 31),
		parameters: of('member', 'add'),
		outputs: 40,
	},
	{
		name: 'member add of one',
		struck: 'add',
		input: crowd(1, 31),
		parameters: of('member', 'add'),
		outputs: 1,
	},
	{
		name: 'member add, telling who is new',
		struck: 'add',
		match: { method: 'POST' },
		input: crowd(40, 21),
		parameters: of('member', 'add', { options: { tellNew: true } }),
		outputs: 40,
	},
	{
		name: 'member remove',
		struck: 'removal',
		input: crowd(20),
		parameters: of('member', 'remove'),
		outputs: 20,
	},
	{
		name: 'member remove by membership',
		struck: 'removal',
		parameters: removeMembership('1001'),
		choice: {
			field: 'Membership ID',
			right: upFrom(1001, 6).map(String),
			wrong: 'x',
			with: (membershipId) => removeMembership(membershipId)(),
		},
		outputs: 1,
	},
	{
		name: 'member getAll',
		struck: 'read',
		parameters: of('member', 'getAll', { returnAll: true }),
		outputs: 30,
	},
	{ name: 'member count', struck: 'read', parameters: of('member', 'count'), outputs: 1 },
	{
		name: 'member check',
		struck: 'read',
		input: crowd(5),
		parameters: of('member', 'check'),
		outputs: 5,
	},
	{
		name: 'member check by mobile number, at its look-up',
		struck: 'read',
		match: { path: '/v1/customers' },
		hasSecondOpinion: true,
		input: mobilesOf(1, 2, 3),
		parameters: of('member', 'check', { customerBy: 'mobile' }),
		outputs: 3,
	},
	{
		name: 'member remove by mobile number, at its look-up',
		struck: 'read',
		match: { path: '/v1/customers' },
		hasSecondOpinion: true,
		input: mobilesOf(4, 5),
		parameters: of('member', 'remove', { customerBy: 'mobile' }),
		outputs: 2,
	},
	{
		name: 'member add of somebody new, at the creation',
		struck: 'save',
		gone: 'empty',
		match: { method: 'POST', path: '/v1/customers' },
		input: [{ mobile: '13600136000' }],
		parameters: of('member', 'add', { customerBy: 'mobile', ifNotFound: 'create' }),
		outputs: 1,
	},
	{
		name: 'member add of somebody new by identity, at the creation',
		struck: 'save',
		gone: 'empty',
		match: { method: 'POST', path: '/v1/customerandidentities' },
		input: [{ openId: 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M' }],
		parameters: of('member', 'add', { customerBy: 'openId', ifNotFound: 'create' }),
		outputs: 1,
	},
	{ name: 'member exportToFile', struck: 'read', parameters: of('member', 'exportToFile'), outputs: 1 },
	{
		name: 'member getAll, at the customers',
		struck: 'read',
		match: { path: '/v1/customers' },
		splits: true,
		parameters: of('member', 'getAll', { returnAll: true, options: { customerFields: ['name'] } }),
		outputs: 30,
	},
	{
		name: 'member exportToFile, at the customers',
		struck: 'read',
		match: { path: '/v1/customers' },
		splits: true,
		parameters: of('member', 'exportToFile', { options: { customFields: 'attr1' } }),
		outputs: 1,
	},
	{
		name: 'member sync, at its read',
		allOrNothing: true,
		struck: 'read',
		input: source,
		parameters: sync,
		outputs: 1,
	},
	{
		name: 'member sync, at its add',
		allOrNothing: true,
		struck: 'add',
		match: { path: '/v1/listMembersBatch' },
		input: source,
		parameters: sync,
		outputs: 1,
	},
	{
		name: 'member sync, at its removal',
		allOrNothing: true,
		struck: 'removal',
		match: { path: '/v1/listservice/removeFromList' },
		input: source,
		parameters: sync,
		outputs: 1,
		inSteps: [ids(1, 40).sort()],
	},
	{
		name: 'member copy, at its read',
		struck: 'read',
		gone: 'empty',
		other: ['1', '2'],
		groupField: 'From Group',
		parameters: copy(),
		outputs: 1,
	},
	{
		name: 'member copy, at its add',
		gone: 'empty',
		struck: 'add',
		match: { path: '/v1/listMembersBatch' },
		other: ['1', '2'],
		groupField: 'From Group',
		parameters: copy(),
		outputs: 1,
	},
	{
		name: 'member copy, at its removal',
		gone: 'empty',
		struck: 'removal',
		match: { path: '/v1/listservice/removeFromList' },
		other: ['1', '2'],
		groupField: 'From Group',
		parameters: copy({ options: { removeFromSource: true } }),
		outputs: 1,
		inSteps: [ids(1, 30).sort(), ids(1, 30).sort()],
	},
];

/** The group that a trial is about, with memberships from 1001 on, and the second one where it needs one. @returns their ids */
export function populate(hub: Sandbox, { other }: Pick<Trial, 'other'>): { id: string; otherId: string } {
	const { id } = hub.addGroup({ name: '金卡会员' });
	hub.nextMembershipId = 1001;
	hub.addMembers(id, 30);
	if (!other) return { id, otherId: '' };
	const { id: otherId } = hub.addGroup({ name: '银卡会员' });
	hub.addMembers(otherId, other);
	return { id, otherId };
}
