import assert from 'node:assert/strict';
import { credentialName } from './credential.mjs';
import { tryItNow } from './manualTrigger.mjs';

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
export async function addTheNode({ editor, api, pictures }) {
	const { at, input } = editor;
	const { id } = await api.ask('POST', '/workflows', workflow);
	await editor.openWorkflow(id);
	await editor.searchAfter('Customers', 'convertlab');
	await pictures.take('operations');
	await editor.addOperation(nodeName);
	// There is the examples' credential too.
	await at('node-credentials-select').click();
	await editor.page
		.locator('[data-test-id^="node-credentials-select-item"]:visible')
		.filter({ hasText: credentialName })
		.click();
	assert.equal(await selected(at('node-credentials-select')), credentialName);
	assert.equal(await selected(at('parameter-input-operation')), 'Add to Group');

	await at('execute-previous-node').click();
	await input.getByText(customers[0].name).first().waitFor();
	await editor.asTable(input);
	await input.getByText(refused.name).first().waitFor();
	const { all, found } = await editor.searchGroup('会员');
	assert.equal(all.length, 7);
	assert.deepEqual(found.sort(), ['金卡会员', '银卡会员'].sort());
	await pictures.take('picker');
	await editor.pickGroup('金卡会员');
	assert.equal(await selected(at('resource-locator-group').locator(rlcInput)), '金卡会员');
	// Its field reads `mobile` of each item already.
	await editor.choose('customerBy', 'Mobile Number');
	await at('parameter-input-mobile').waitFor();
	await editor.page.mouse.move(640, 700);
	await pictures.take('node-panel');
	return id;
}

/** Three go in, each output linked to its item; one is refused and comes out of the error branch with its fields. */
export async function runAdd({ editor, context, runs, sandbox, pictures }, workflowId) {
	const { at, input, output } = editor;
	const [group] = await sandbox.groupsNamed('金卡会员');
	const before = await sandbox.customersIn(group.id);
	const known = await runs.known(workflowId);
	await at('tab-settings').click();
	await editor.choose('onError', 'using error output');
	await at('tab-params').click();
	await editor.executeStep('Added 3 of 4 customers; 1 was refused, each with the reason in its “error”.');
	const run = await runs.next(workflowId, known);

	const added = run.items(nodeName);
	assert.deepEqual(
		added.map(({ json }) => String(json.customerId)),
		accepted,
	);
	assert.deepEqual(
		added.map(({ pairedItem }) => pairedItem.item),
		[0, 1, 2],
	);
	const [failure, ...others] = run.items(nodeName, 1);
	assert.deepEqual(others, []);
	assert.equal(failure.json.name, refused.name);
	assert.equal(failure.json.mobile, refused.mobile);
	assert.match(failure.json.error, /There is no customer with the mobile number “13000130000”/);
	assert.deepEqual((await sandbox.customersIn(group.id)).sort(), [...before, ...accepted].sort());

	await editor.asTable(output);
	await editor.widenOutput(140);
	await editor.rows(output).nth(2).hover();
	// n8n marks the input item that the output under the mouse is linked to.
	await input.locator('[data-test-id="hovering-item"]').getByText(customers[2].name).waitFor();
	await pictures.take('output');
	await output.locator('[data-test-id="tab-1"]').click();
	await output.getByText('There is no customer with the mobile number').first().waitFor();
	await editor.rows(output).first().hover();
	assert.match(await output.innerText(), /赵磊/);
	await pictures.take('error-branch');
	await editor.closeNode();

	// In a tab of its own: that page loads itself anew every two seconds.
	const tab = await context.newPage();
	await tab.goto(`${sandbox.url}/?group=${group.id}`);
	const shown = await tab.locator('body').innerText();
	for (const customer of accepted) assert.ok(shown.includes(customer), `${customer} is not on the page.`);
	await pictures.take('sandbox', tab);
	await tab.close();
}

const rlcInput = '[data-test-id="rlc-input"] input, input[data-test-id="rlc-input"]';
const selected = (field) =>
	field
		.locator('input')
		.or(field.and(field.page().locator('input')))
		.first()
		.inputValue();
