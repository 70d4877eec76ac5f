import type { INodeParameters } from 'n8n-workflow';
import { textShown } from './textShown';
import { customers } from '../support/inputs';
import { byId, byName, group, member } from '../support/parameters';
import { runNode, type NodeRun } from '../support/run';
import { useSandbox } from '../support/sandbox';

const hub = useSandbox();
beforeEach(() => {
	hub().addGroup({ name: '金卡会员', dateCreated: '2017-05-23T02:42:14Z' });
});
const say = async (parameters: INodeParameters, more: Partial<NodeRun> = {}) =>
	textShown(await runNode(hub(), { parameters, ...more }));
const create = (more: INodeParameters = {}) => group('create', { name: '银卡会员', ...more });

test('which group', async () => {
	expect(await say(member('count', byName('金卡')))).toMatchInlineSnapshot(`
		"There is no group named “金卡” [item 0]
		The name has to match exactly. Similar groups: “金卡会员” (ID 1, created 2017-05-23T02:42:14Z)."
	`);
	expect(await say(member('count', byId(77)))).toMatchInlineSnapshot(`
		"There is no group with the ID 77 [item 0]
		It may have been deleted in DM Hub. Select the group again."
	`);
	expect(await say(member('add', byId(77)), { input: customers(5) })).toMatchInlineSnapshot(`
		"There is no group with the ID 77; DM Hub refused POST /v1/listMembers: “permission is not enough” (code 40201, HTTP 500) [item 0]
		It may have been deleted in DM Hub. Select the group again. No customers were added before this."
	`);
	expect(await say(member('count', byId('={{ "" }}')))).toMatchInlineSnapshot(`
		"Group is empty [item 0]
		Select a group from the list, or enter its ID or its exact name. The input item has no fields. Clear the field, then drag the right one into it."
	`);
	expect(await say(member('count', byId('金卡会员')))).toMatchInlineSnapshot(`
		"Group “金卡会员” is not a whole number such as 103446 [item 0]
		An ID in DM Hub consists of digits only, at most 9223372036854775807."
	`);
	expect(await say(member('count', byName('x'.repeat(256))))).toMatchInlineSnapshot(`
		"There is no group named “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…” [item 0]
		Select the group from the list, or copy its exact name from DM Hub."
	`);
	expect(await say(member('count', byName('={{ ({ a: 1 }) }}')))).toMatchInlineSnapshot(
		`"Group must be a name, not an object or a list [item 0]"`,
	);
	hub().addGroup({ name: '金卡会员', dateCreated: '2018-01-01T00:00:00Z' });
	expect(await say(member('count', byName('金卡会员')))).toMatchInlineSnapshot(`
		"There are 2 groups named “金卡会员” [item 0]
		Choose one of them by its ID: “金卡会员” (ID 1, created 2017-05-23T02:42:14Z), “金卡会员” (ID 2, created 2018-01-01T00:00:00Z)."
	`);
});

test('creating', async () => {
	expect(await say(create({ name: '={{ "" }}' }))).toMatchInlineSnapshot(`
		"Name is empty [item 0]
		Enter the name of the new group. The input item has no fields. Clear the field, then drag the right one into it. No groups were created before this."
	`);
	expect(await say(create({ name: 'x'.repeat(256) }))).toMatchInlineSnapshot(`
		"Name has 256 characters; the limit is 255 [item 0]
		Shorten it. No groups were created before this."
	`);
	expect(await say(create({ name: '={{ ({ a: 1 }) }}' }))).toMatchInlineSnapshot(`
		"Name must be text, not an object [item 0]
		No groups were created before this."
	`);
	expect(await say(create({ name: '金卡会员', ifNameExists: 'stop' }))).toMatchInlineSnapshot(`
		"A group named “金卡会员” already exists [item 0]
		Its ID is 1. Choose another name, or set “If Name Exists” to “Use Existing”. No groups were created before this."
	`);
	hub().faults.add({ kind: 'cut', match: { method: 'POST' } });
	expect(await say(create())).toMatchInlineSnapshot(`
		"It is not known whether “银卡会员” was created; run again with “Use Existing”. No complete response to POST /v1/lists: the connection was cut [item 0]
		The answer was lost, and no new group of that name can be seen yet. Wait a moment, then run again with “If Name Exists” set to “Use Existing”: it uses the group if there is one by then. No groups were created before this."
	`);
	hub().faults.add({ kind: 'busy', work: true, match: { method: 'POST' } });
	hub().faults.plan(({ method }) => {
		if (method === 'GET' && hub().groups().length === 2) hub().addGroup({ name: '银卡会员' });
		return undefined;
	});
	expect((await say(create({ ifNameExists: 'create' }))).replace(/20[2-9]\d-[\dT:-]+Z/g, 'now'))
		.toMatchInlineSnapshot(`
		"It is not known which group named “银卡会员” is the new one. The server was too busy to answer POST /v1/lists (HTTP 503) [item 0]
		The answer was lost, and these groups were created at that time: “银卡会员” (ID 2, created now), “银卡会员” (ID 3, created now). Select one of them by its ID, and delete the others if nothing uses them. No groups were created before this."
	`);
});

test('deleting', async () => {
	expect(await say(group('delete', { group: byId(77) }))).toMatchInlineSnapshot(`
		"DM Hub refused DELETE /v1/lists/77: “permission is not enough” (code 40201, HTTP 500) [item 0]
		DM Hub returns this for an ID that does not exist and for an application without the right to use it. Check the ID. If every request is refused, check in DM Hub, 设置 > 系统集成 > 应用集成 (in older tenants 设置 > 开发与集成), that the application may use customer groups, that it is one of the old version, not migrated to the new one, and that the address of this n8n is on the IP whitelist. No groups were deleted before this."
	`);
	hub().addMembers('1', 3);
	expect(await say(group('delete', { group: byId(1), options: { onlyIfEmpty: true } })))
		.toMatchInlineSnapshot(`
		"Group 1 still has members and was not deleted [item 0]
		Remove its members first, or turn off “Only If Empty”. No groups were deleted before this."
	`);
	hub().faults.add({ kind: 'lost', match: { method: 'DELETE' } });
	hub().faults.add({ kind: 'busy', match: { method: 'GET' }, times: 99 });
	hub().faults.add({
		kind: 'refuse',
		status: 500,
		body: { error_code: 40201, error_description: 'permission is not enough' },
		match: { method: 'DELETE' },
	});
	expect(await say(group('delete', { group: byId(1) }))).toMatchInlineSnapshot(`
		"DM Hub refused DELETE /v1/lists/1: “permission is not enough” (code 40201, HTTP 500). It is not known whether it was done [item 0]
		DM Hub returns this for an ID that does not exist and for an application without the right to use it. Check the ID. If every request is refused, check in DM Hub, 设置 > 系统集成 > 应用集成 (in older tenants 设置 > 开发与集成), that the application may use customer groups, that it is one of the old version, not migrated to the new one, and that the address of this n8n is on the IP whitelist. Running it again does no harm. No groups were deleted before this."
	`);
});
