import { expect } from '@playwright/test';
import { sandboxApp } from '../../harness/sandbox';
import { dialogIn, openNewCredential } from './credential';
import { installInSettings } from './installing';
import type { Newcomer } from './newcomer';
import type { TakeStep } from './takeSteps';

/** The first workflow: `start`, `add`, `exportFile`; the second: `trigger`. */
const start = 'When clicking ‘Execute workflow’';
const add = 'Add customers to a group';
const exportFile = 'Export group members to a file';
const trigger = 'Convertlab Groups Trigger';
const group = '双十一演示';
const three = [
	{ name: '王小明', mobile: '138 0013 8000' },
	{ name: '李娜', mobile: '13912345678' },
	{ name: '赵磊', mobile: '1.38E+10' },
];
const oneMore = [{ name: '张伟', mobile: '13611112222' }];

/** The demo video as docs/demo-video.md has it: each step goes on where the one before ended. */
export const take: Record<TakeStep, (newcomer: Newcomer) => Promise<void>> = {
	'Install the package': async ({ editor }) => await installInSettings(editor),

	async 'Try a wrong Secret'({ editor, sandbox }) {
		const { fill, save, failed } = dialogIn(editor);
		await openNewCredential(editor);
		await fill('appId', sandboxApp.appId);
		await fill('appSecret', 'not-the-secret');
		await fill('baseUrl', sandbox.url);
		expect((await save()).status).toBe('Error');
		await failed();
	},

	async 'Enter the right Secret'({ editor }) {
		const { fill, save, succeeded } = dialogIn(editor);
		await fill('appSecret', sandboxApp.appSecret);
		expect((await save()).status).toBe('OK');
		await succeeded();
		await editor.page.keyboard.press('Escape');
	},

	async 'Bring three people'({ editor }) {
		await editor.newWorkflow();
		await editor.addFirst('manual', 'Manual Trigger');
		await editor.openNode(start);
		await editor.setOutput(JSON.stringify(three));
		await expect(editor.output.getByText('3 items')).toBeVisible();
		await editor.closeNode();
	},

	async 'Make a group for them'({ editor, sandbox }) {
		await editor.addAfter(start, 'convertlab', 'Convertlab Groups', add);
		await editor.searchGroup('会员');
		await editor.createGroup(group);
		await expect.poll(async () => (await sandbox.state()).groups.map(({ name }) => name)).toContain(group);
	},

	async 'Add them'({ editor, sandbox }) {
		const { at, output } = editor;
		await editor.choose('ifNotFound', 'Create Customer');
		await editor.addField('Add field', 'Name');
		await editor.drag('name', 'name');
		await at('tab-settings').click();
		await editor.choose('onError', 'using error output');
		await at('tab-params').click();
		await editor.executeStep('Added 2 of 3 customers; 1 was refused, with the reason in its “error”.');
		await output.locator('[data-test-id="tab-1"]').click();
		await expect(output.getByText('a spreadsheet has shortened it').first()).toBeVisible();
		expect((await sandbox.groupNamed(group)).members).toBe(2);
		await editor.closeNode();
	},

	async 'Export the group'({ editor }) {
		const { at, output } = editor;
		await editor.addAfter(add, 'convertlab', 'Convertlab Groups', exportFile);
		await editor.pickFromList('group', group);
		await editor.addField('Add option', 'Customer Fields');
		await at('node-execute-button').click();
		await expect(output.getByText(`${group}-`).first()).toBeVisible();
		await expect(output.getByText('text/csv').first()).toBeVisible();
		await editor.closeNode();
	},

	async 'Watch the group'(newcomer) {
		const { editor } = newcomer;
		newcomer.first = editor.workflowId();
		await editor.newWorkflow();
		await editor.addFirst('convertlab', 'Convertlab Groups', 'On customer joined group');
		await editor.pickFromList('group', group);
		await editor.closeNode();
		expect(await editor.publish()).toContain('The first check only records what is there');
		newcomer.second = editor.workflowId();
	},

	async 'Add one more person'({ editor, first, sandbox }) {
		await editor.openWorkflow(first);
		await editor.openNode(start);
		await editor.setOutput(JSON.stringify(oneMore));
		await expect(editor.output.getByText('1 item')).toBeVisible();
		await editor.closeNode();
		await editor.at('execute-workflow-button').first().click();
		await expect.poll(async () => (await sandbox.groupNamed(group)).members).toBe(3);
	},

	async 'See the trigger fire'({ editor, sandbox, second, runs }) {
		const { id } = await sandbox.groupNamed(group);
		const newest = (await sandbox.customersIn(id)).at(-1);
		await editor.open(`/workflow/${second}/executions`);
		const executions = editor.at('executions-sidebar').getByRole('link', { name: /Succeeded/ });
		await expect(executions).toHaveCount(1);
		const run = await runs.next(second, new Set());
		expect(run.items(trigger).map(({ json }) => String(json.customerId))).toEqual([newest]);
	},
};
