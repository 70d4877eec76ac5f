import type { IDataObject, IExecuteFunctions, INodeParameters } from 'n8n-workflow';
import { ConvertlabGroups } from '../../nodes/ConvertlabGroups/ConvertlabGroups.node';
import { textShown } from './textShown';
import { customers, upFrom } from '../support/inputs';
import { byId, group, member, person } from '../support/parameters';
import { fromModel, runNode, runTool } from '../support/run';
import { useSandbox } from '../support/sandbox';
import { ActiveWorkflow } from '../support/trigger';

const hub = useSandbox({ customers: 5_000 });
beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
	hub().addMembers('1', 10);
});
const say = async (parameters: INodeParameters, input: IDataObject[] = [{}]) =>
	textShown(await runNode(hub(), { input, parameters }));
const sync = (more: INodeParameters = {}) => member('sync', byId(1), more);
const getAll = (more: INodeParameters) => member('getAll', byId(1), more);
const refuse = (error_code: number, error_description: string, match: object) =>
	hub().faults.add({ kind: 'refuse', body: { error_code, error_description }, match });

test('syncing', async () => {
	expect(await say(sync(), customers(...upFrom(4, 8)))).toMatchInlineSnapshot(`
		"Sync would remove 3 of the 10 members of group 1, more than the removal limit of 20 %, so nothing was changed [item 0]
		Check that the source is complete and comes in one run, not inside Loop Over Items. If it is right, raise “Removal Limit (%)” in the options. No customers were changed before this."
	`);
	expect(await say(sync())).toMatchInlineSnapshot(`
		"The source for group 1 is empty, so nothing was changed [item 0]
		To empty the group on purpose, turn on “Allow Empty Source” in the options and raise “Removal Limit (%)”. No customers were changed before this."
	`);
	expect(await say(sync(), [{ customerId: 1 }, { customerId: '' }])).toMatchInlineSnapshot(`
		"Customer ID is empty [item 1]
		“customerId” of the input item is empty. Fill it in, or leave such items out with a Filter node before this one. No customers were changed before this."
	`);
	expect(
		await say(sync({ dryRun: '={{ $json.dry }}' }), [
			{ customerId: 1, dry: true },
			{ customerId: 2, dry: false },
		]),
	).toMatchInlineSnapshot(`
		"Dry Run is not the same for all items [item 1]
		It belongs to the whole run. Use the same value for all items, or one node for each value. No customers were changed before this."
	`);
	expect(await say(sync({ dryRun: '={{ "maybe" }}' }), customers(1))).toMatchInlineSnapshot(`
		"Dry Run must be on or off, not “maybe” [item 0]
		An expression here must return true or false. No customers were changed before this."
	`);
	expect(await say(person('sync', 'mobile', { ifNotFound: 'leaveOut' }), [{ mobile: '13700000000' }]))
		.toMatchInlineSnapshot(`
		"DM Hub knows none of the people in the source for group 1, so nothing was changed [item 0]
		Check “Identify Customers By”, and that the field holds such values. To empty the group on purpose, turn on “Allow Empty Source” in the options and raise “Removal Limit (%)”. No customers were changed before this."
	`);
	const goesOn = await runNode(hub(), {
		input: customers(1, 'x'),
		parameters: sync(),
		onError: 'continueErrorOutput',
	});
	expect(textShown(goesOn)).toMatchInlineSnapshot(`
		"Nothing was changed in this group, because the customer of item 1 cannot be read or found
		Fix that item, or filter it out before this node, and run again.
		Changed 0 of 2 customers; 2 were refused, each with the reason in its “error”."
	`);
	hub().quirks.refusedCustomers = new Set(['77']);
	const nobody = await runNode(hub(), {
		input: customers(77),
		parameters: sync({ options: { removalLimit: 100 } }),
		onError: 'continueErrorOutput',
	});
	expect(nobody.hints.join('\n')).toMatchInlineSnapshot(`
		"Changed 0 of 1 customers; 1 was refused, with the reason in its “error”.
		Nobody was removed from group 1, because nobody could be added."
	`);
});

test('copying', async () => {
	const copy = (to: number, more: INodeParameters = {}) =>
		member('copy', byId(1), { toGroup: byId(to), ...more });
	hub().addGroup({ name: '银卡会员' });
	expect(await say(copy(1))).toMatchInlineSnapshot(`
		"Two of the selected groups are the same: group 1 [item 0]
		Select different groups. No customers were added before this."
	`);
	expect(await say(copy(2, { options: { shareFrom: 50, shareTo: 50 } }))).toMatchInlineSnapshot(`
		"The share from 50 % to 50 % is empty [item 0]
		Share From has to be less than Share To: 0 and 50 are one half, 50 and 100 the other. No customers were added before this."
	`);
});

test('reading', async () => {
	expect(await say(getAll({ limit: 0 }))).toMatchInlineSnapshot(
		`"Limit must be a whole number of at least 1, not “0” [item 0]"`,
	);
	expect(await say(getAll({ filters: { sinceId: 5 }, options: { sortDirection: 'desc' } })))
		.toMatchInlineSnapshot(`
		"After Membership ID works only when sorted by membership ID, ascending [item 0]
		Remove “Sort By” and “Sort Direction”, or the filter."
	`);
	expect(await say(getAll({ filters: { sinceId: '={{ $json.gone }}' } }))).toMatchInlineSnapshot(`
		"After Membership ID is empty: its expression returned nothing [item 0]
		Check the expression. To read everything, remove the expression and leave the field empty. The input item has no fields. Clear the field, then drag the right one into it."
	`);
	expect(await say(member('getAll', undefined, { filters: { mobile: '13800138000', email: 'a@b.cn' } })))
		.toMatchInlineSnapshot(`
		"Only one of the filters Customer ID, Mobile Number and Email can be used at a time [item 0]
		Keep one and clear the others."
	`);
	expect(await say(getAll({ options: { customerFields: ['nmae'] } }))).toMatchInlineSnapshot(`
		"Customer Fields cannot hold “nmae” [item 0]
		Choose from the list. A field of your own, such as attr1, goes into “Custom Customer Fields”."
	`);
	expect(await say(getAll({ options: { customFields: 'level' } }))).toMatchInlineSnapshot(`
		"Custom Customer Fields cannot hold “level” [item 0]
		Enter technical names, such as attr1, attr2. DM Hub shows them in its settings beside each custom field."
	`);
	expect(await say(getAll({ options: { customerFields: { name: true } } }))).toMatchInlineSnapshot(
		`"Customer Fields must be a list of names, not an object [item 0]"`,
	);
	expect(await say(member('getAll', undefined, { options: { joinedFrom: '2024-06-01' } })))
		.toMatchInlineSnapshot(`
		"Joined From and Joined Until need one group [item 0]
		Set “Scope” to “One Group”, or remove the dates."
	`);
	expect(await say(getAll({ options: { sortBy: 'name' } }))).toMatchInlineSnapshot(`
		"Sort By cannot be “name” [item 0]
		Choose one of: Customer ID (customerId), Group ID (listId), Membership ID (id)."
	`);
	const count = (options: INodeParameters) => member('count', byId(1), { options });
	expect(await say(count({ joinedFrom: '05/06/2024' }))).toMatchInlineSnapshot(`
		"Joined From “05/06/2024” is ambiguous: day and month could be swapped [item 0]
		Write the year first, such as 2024-05-31."
	`);
	expect(await say(count({ joinedFrom: '2024-06-02', joinedUntil: '2024-06-01' }))).toMatchInlineSnapshot(`
		"Joined From is later than Joined Until [item 0]
		Swap the two dates."
	`);
	expect(
		await say(
			member('copy', byId(1), {
				toGroup: byId(2),
				options: { batchSize: 0 },
			}),
		),
	).toMatchInlineSnapshot(`"Batch Size must be a whole number from 1 to 10000, not “0” [item 0]"`);
});

test('customers who are refused', async () => {
	refuse(40402, 'customer 12 does not exist', { method: 'POST', path: '/v1/listMembersBatch' });
	refuse(40402, 'customer 12 does not exist', { method: 'POST', path: '/v1/listMembersBatch' });
	expect(await say(member('add', byId(1), { options: { batchSize: 5 } }), customers(...upFrom(11, 4))))
		.toMatchInlineSnapshot(`
		"DM Hub refused POST /v1/listMembersBatch: “customer 12 does not exist” (code 40402, HTTP 200) [item 1]
		The quoted words are DM Hub’s own and say what it did not accept. No customers were added before this."
	`);
	hub().faults.clear();
	hub().faults.add({ kind: 'refuse', body: '{"data":null}', match: { method: 'POST' } });
	expect(await say(member('add', byId(1)), customers(13))).toMatchInlineSnapshot(`
		"DM Hub accepted the request but did not add customer 13 [item 0]
		There is probably no such customer in DM Hub, or the group was deleted meanwhile. Check the customer ID and the group. No customers were added before this."
	`);
	refuse(40402, 'customer 3 is not in the list', { path: '/v1/listservice/removeFromList' });
	expect(await say(member('remove', byId(1)), customers(3))).toMatchInlineSnapshot(`
		"DM Hub refused POST /v1/listservice/removeFromList: “customer 3 is not in the list” (code 40402, HTTP 200) [item 0]
		The quoted words are DM Hub’s own and say what it did not accept. No customers were removed before this."
	`);
	hub().faults.add({ kind: 'cut', match: { method: 'POST' }, times: 9 });
	expect(await say(member('add', byId(1)), customers(14))).toMatchInlineSnapshot(`
		"No complete response to POST /v1/listMembers: the connection was cut, 5 times in a row. It is not known whether the customers were added: a request without an answer may still take effect [item 0]
		Check the network of the machine that n8n runs on and the Base URL in the credential, or run it again later. Adding a member again does no harm. No customers were added before this."
	`);
	hub().faults.add({ kind: 'cut', match: { path: '/v1/listservice/removeFromList' }, times: 9 });
	expect(await say(member('remove', byId(1)), customers(4))).toMatchInlineSnapshot(`
		"No complete response to POST /v1/listservice/removeFromList: the connection was cut, 5 times in a row. It is not known whether it was done [item 0]
		Check the network of the machine that n8n runs on and the Base URL in the credential, or run it again later. Running it again does no harm. No customers were removed before this."
	`);
});

test('a tool', async () => {
	expect(textShown(await runTool(hub(), group('get', { group: byId('={{ "" }}') })))).toMatchInlineSnapshot(`
		"Group is empty. Give the ID or the exact name of the group.
		Select a group from the list, or enter its ID or its exact name. The input item has no fields. Clear the field, then drag the right one into it."
	`);
	expect(textShown(await runTool(hub(), member('exportToFile', byId(1))))).toMatchInlineSnapshot(`
		"“Export to File” cannot be used as a tool: an AI agent gets no files. Use “Get Many” instead, or export the file in a workflow without an agent.
		Use “Get Many” instead, or export the file in a workflow without an agent."
	`);
	expect(textShown(await runTool(hub(), group('getAll', { limit: fromModel('201') }))))
		.toMatchInlineSnapshot(`
		"Limit can be at most 200 for an AI agent, not 201. Ask for fewer, filter the results, or count the members instead.
		Ask for fewer, filter the results, or count the members instead."
	`);
	expect(textShown(await runTool(hub(), member('count', byId(77))))).toMatchInlineSnapshot(`
		"There is no group with the ID 77. It may have been deleted in DM Hub. List the groups to see which there are.
		It may have been deleted in DM Hub. Select the group again."
	`);
});

test('operations that are none', async () => {
	expect(await say(group('__CUSTOM_API_CALL__'))).toMatchInlineSnapshot(`
		"Use the HTTP Request node to make a custom API call [item 0]
		In it, set Authentication to “Predefined Credential Type” and choose “Convertlab API”: n8n takes care of the access token."
	`);
	expect(await say(group('merge'))).toMatchInlineSnapshot(`
		"There is no operation “merge” for “group” [item 0]
		Select the operation again."
	`);
});

test('hints', async () => {
	const goesOn = async (parameters: INodeParameters, input: IDataObject[]) =>
		(await runNode(hub(), { input, parameters, onError: 'continueErrorOutput' })).hints.join('\n');
	expect(await goesOn(member('add', byId(1)), customers(1, 'x'))).toMatchInlineSnapshot(
		`"Added 1 of 2 customers; 1 was refused, with the reason in its “error”."`,
	);
	expect(await goesOn(sync({ dryRun: true }), customers(...upFrom(1, 5)))).toMatchInlineSnapshot(`
		"Dry run of group 1: the real run would be refused. Sync would remove 5 of the 10 members of group 1, more than the removal limit of 20 %.
		This was a dry run: nothing was changed."
	`);
	expect(await goesOn(member('add', byId(1)), [{ customerId: 13800138000 }, { customerId: 13900139000 }]))
		.toMatchInlineSnapshot(`
		"Added 0 of 2 customers; 2 were refused, each with the reason in its “error”.
		The customer IDs look like mobile numbers. To find customers by their number, set “Identify Customers By” to “Mobile Number”."
	`);
	expect(
		await goesOn(member('add', byId(1), { options: { tellNew: true } }), customers(1, 11)),
	).toMatchInlineSnapshot(`"Added 1 customer to group 1; 1 was a member already."`);
	expect(
		await goesOn(member('count', byId(1), { options: { joinedFrom: '2024-06-01' } }), [{}]),
	).toMatchInlineSnapshot(
		`"Counted members who joined from 2024-06-01 04:00:00 UTC, inclusive; dates without an offset were read in America/New_York, the time zone of the workflow."`,
	);
	hub().faults.add({ kind: 'busy', match: { method: 'GET' } });
	expect(await goesOn(member('count', byId(1)), [{}])).toMatchInlineSnapshot(
		`"DM Hub was busy or unreachable, or an answer was lost: 1 request had to be repeated, and succeeded unless an item says otherwise."`,
	);
	hub().quirks.bodyCap = 300;
	expect(await goesOn(member('add', byId(1)), customers(...upFrom(20, 20)))).toMatchInlineSnapshot(
		`"2 batches exceeded DM Hub’s limit for one request and were split."`,
	);
	hub().quirks.customerFilters = ['mobile'];
	expect(
		await goesOn(getAll({ returnAll: true, options: { customerFields: ['name'] } }), [{}]),
	).toMatchInlineSnapshot(
		`"DM Hub ignored the list of customer IDs, so customers were read one by one: one request per member, which is slow for large groups."`,
	);
});

test('a trigger', async () => {
	const workflow = new ActiveWorkflow(hub(), { parameters: { group: byId(1) } });
	await workflow.poll();
	hub().deleteGroup('1');
	await workflow.poll();
	jest.advanceTimersByTime(3_600_000);
	const { error } = await workflow.poll();
	expect(`${error?.message}\n${error?.description}`).toMatchInlineSnapshot(`
		"There is no group with the ID 1
		It may have been deleted in DM Hub. Select the group again."
	`);
});

test('a sync inside a loop', async () => {
	const type = new ConvertlabGroups();
	const executed = type.execute;
	const loop = { name: 'Loop', type: 'n8n-nodes-base.splitInBatches', typeVersion: 3, disabled: false };
	type.execute = async function () {
		const context = Object.assign(Object.create(this as object) as IExecuteFunctions, {
			getChildNodes: () => [loop],
			getParentNodes: () => [loop],
		});
		return await executed.call(context);
	};
	const result = await runNode(hub(), { input: customers(1), parameters: sync(), type });
	expect(textShown(result)).toMatchInlineSnapshot(`
		"Sync Group is inside a loop, where it gets only part of the customers at a time and would remove all others, so nothing was changed [item 0]
		Take this node out of the loop, so that it gets all customers in one run. No customers were changed before this."
	`);
});
