import { expect, type Locator } from '@playwright/test';
import { credentialName } from './credential';
import { tryItNow } from './editor';
import type { World } from './world';

const customers = [
	{ name: '王小明', mobile: '138 0013 8000' },
	{ name: '李娜', mobile: '13912345678' },
	{ name: '张伟', mobile: '+86 13611112222' },
	{ name: '赵磊', mobile: '13000130000' },
];
const accepted = ['103501', '103502', '1627652953215191041'];
const refused = customers[3];
const nodeName = 'Add customers to a group';

/** What the user has already: some customers, by whatever node. */
const workflow = {
	name: 'Customers into a group',
	nodes: [
		tryItNow,
		{
			id: 'customers',
			name: 'Customers',
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			position: [220, 0],
			parameters: { jsCode: `return ${JSON.stringify(customers, null, '\t')};` },
		},
	],
	connections: { 'Try it now': { main: [[{ node: 'Customers', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
};

/** The node, from the node creator, between the user's customers and a group picked in the list. */
export async function addTheNode({ editor, api, pictures, sandbox }: World): Promise<string> {
	const { at, input } = editor;
	const { id } = await api.ask<{ id: string }>('POST', '/workflows', workflow);
	await editor.openWorkflow(id);
	await editor.searchAfter('Customers', 'convertlab');
	await pictures.take('operations', at('node-creator'));
	await editor.addOperation(nodeName);
	// There is the examples' credential too.
	await at('node-credentials-select').click();
	await editor.page
		.locator('[data-test-id^="node-credentials-select-item"]:visible')
		.filter({ hasText: credentialName })
		.click();
	await expect(inputOf(at('node-credentials-select'))).toHaveValue(credentialName);
	await expect(inputOf(at('parameter-input-operation'))).toHaveValue('Add to Group');

	await at('execute-previous-node').click();
	await expect(input.getByText(customers[0].name).first()).toBeVisible();
	await editor.asTable(input);
	await expect(input.getByText(refused.name).first()).toBeVisible();
	const { all, found } = await editor.searchGroup('会员');
	const { groups } = await sandbox.state();
	expect(all).toHaveLength(groups.length);
	expect(found.sort()).toEqual(['金卡会员', '银卡会员'].sort());
	await pictures.take('picker', at('ndv'));
	const picked = inputOf(at('resource-locator-group').locator(rlcInput));
	await editor.createGroup('活动报名');
	// n8n shows the ID of a group that was just created, until it reads the list again.
	await expect(picked).toHaveValue(/^\d+$/);
	expect(await sandbox.groupNamed('活动报名')).toMatchObject({ id: await picked.inputValue(), members: 0 });
	await editor.searchGroup('金卡');
	await editor.pickGroup('金卡会员');
	await expect(picked).toHaveValue('金卡会员');
	// Its field reads `mobile` of each item already.
	await expect(inputOf(at('parameter-input-customerBy'))).toHaveValue('Mobile Number');
	await expect(at('parameter-input-mobile')).toBeVisible();
	await editor.page.mouse.move(640, 700);
	await pictures.take('node-panel', at('ndv'));
	return id;
}

/** Three go in, each output linked to its item; one is refused and comes out of the error branch with its fields. */
export async function runAdd(
	{ editor, context, runs, sandbox, pictures }: World,
	workflowId: string,
): Promise<void> {
	const { at, input, output } = editor;
	const group = await sandbox.groupNamed('金卡会员');
	const before = await sandbox.customersIn(group.id);
	const known = await runs.known(workflowId);
	await at('tab-settings').click();
	await editor.choose('onError', 'using error output');
	await at('tab-params').click();
	await editor.executeStep('Added 3 of 4 customers; 1 was refused, with the reason in its “error”.');
	const run = await runs.next(workflowId, known);

	const added = run.items(nodeName);
	expect(added.map(({ json }) => String(json.customerId))).toEqual(accepted);
	expect(added.map(({ pairedItem }) => pairedItem?.item)).toEqual([0, 1, 2]);
	const failures = run.items(nodeName, 1);
	expect(failures).toHaveLength(1);
	expect(failures[0].json).toMatchObject(refused);
	expect(failures[0].json.error).toMatch(/There is no customer with the mobile number “13000130000”/);
	expect((await sandbox.customersIn(group.id)).sort()).toEqual([...before, ...accepted].sort());

	await editor.asTable(output);
	await editor.widenOutput(140);
	await editor.rows(output).nth(2).hover();
	// n8n marks the input item that the output under the mouse is linked to.
	await expect(input.locator('[data-test-id="hovering-item"]').getByText(customers[2].name)).toBeVisible();
	await pictures.take('output', at('ndv'));
	await output.locator('[data-test-id="tab-1"]').click();
	await expect(output.getByText('There is no customer with the mobile number').first()).toBeVisible();
	await editor.rows(output).first().hover();
	await expect(output).toContainText('赵磊');
	await pictures.take('error-branch', at('ndv'));
	await editor.closeNode();

	// In a tab of its own: that page loads itself anew every two seconds.
	const tab = await context.newPage();
	await tab.goto(`${sandbox.url}/?group=${group.id}`);
	for (const customer of accepted) await expect(tab.locator('body')).toContainText(customer);
	await pictures.take('sandbox', tab);
	await tab.close();
}

const rlcInput = '[data-test-id="rlc-input"] input, input[data-test-id="rlc-input"]';
const inputOf = (field: Locator) =>
	field
		.locator('input')
		.or(field.and(field.page().locator('input')))
		.first();
