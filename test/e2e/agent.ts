import { expect } from '@playwright/test';
import { workflowId } from '../../harness/importing';
import type { Tool } from '../../harness/scriptedModel';
import { boxOf, type Editor } from './editor';
import { canvasPicture } from './examples';
import type { World } from './world';

const example = 'ask-the-agent-to-group-people';
const silver = '银卡会员';
const customer = '103601';
const wish = 'Take 186 0018 6000 out of 银卡';

/**
 * A person and n8n's own agent in n8n's own chat. Only the model is made up: it decides by what the tools answer, so
 * each of its sentences stands for answers that were right.
 */
export async function askTheAgent(world: World): Promise<void> {
	const { editor, model, sandbox, pictures } = world;
	const { id: group } = await sandbox.groupNamed(silver);
	const before = await sandbox.customersIn(group);
	expect(before).not.toContain(customer);
	const isIn = async () => (await sandbox.customersIn(group)).includes(customer);
	const chat = chatIn(editor);
	await editor.openWorkflow(workflowId(example));
	await chat.open();

	await chat.write('Who is in 新品');
	await chat.says('张伟 13611112222');

	await chat.write('Put 186 0018 6000 into 银卡');
	await chat.says(`Customer ${customer} is in ${silver} now.`);
	expect(await isIn()).toBe(true);

	// Nobody is removed while the person has not answered, and nobody after a no.
	await chat.write(wish);
	await chat.asks('Remove_from_group', silver, '186 0018 6000');
	await pictures.take('agent-asks-first');
	expect(await isIn(), 'still a member before anybody said yes').toBe(true);
	await chat.answer('No');
	await chat.says(`Nobody was removed from ${silver}.`);
	expect(await isIn(), 'still a member after a no').toBe(true);

	await chat.write(wish);
	await chat.asks('Remove_from_group', silver, '186 0018 6000');
	expect(await isIn(), 'still a member before anybody said yes').toBe(true);
	await chat.answer('Yes');
	await chat.says(`Customer ${customer} has left ${silver}.`);
	expect(await sandbox.customersIn(group)).toEqual(before);

	// Even with a yes a sync only tells what it would do.
	await chat.write('Let 银卡 hold only 18600186000, 13700137000');
	await chat.asks('Sync_group', silver, '18600186000, 13700137000');
	await chat.answer('Yes');
	await chat.says(`It would add 2 and remove ${before.length} in ${silver}.`);
	expect(await sandbox.customersIn(group)).toEqual(before);

	await chat.close();
	await canvasPicture(world, example);
	expect(model.failures).toEqual([]);
	assertTools(model.requests[0].tools);
}

/** What the model is told of the tools: what each asks of it, and nothing that stays the person's decision. */
function assertTools(tools: Tool[]): void {
	const asked = ({ function: { name, parameters } }: Tool) => {
		const { toolParameters = parameters } = parameters.properties;
		return [name, Object.keys(toolParameters.properties ?? {})];
	};
	expect(Object.fromEntries(tools.map(asked))).toEqual({
		Find_groups: ['Name_Contains'],
		Check_member: ['Group', 'Mobile_Number'],
		List_members: ['Group'],
		Add_to_group: ['Group', 'Mobile_Number'],
		Remove_from_group: ['Group', 'Mobile_Number'],
		Sync_group: ['Group', 'Mobile_Numbers'],
	});
}

/** The chat below the canvas. Each of its sentences is waited for as the last one: some come more than once. */
function chatIn({ page, at }: Editor) {
	const panel = at('canvas-chat-body');
	const last = panel.locator('.chat-message-from-bot').last();
	const toggle = () => at('workflow-chat-button').click();
	return {
		async open() {
			await toggle();
			// It opens lower than a question with its buttons is high.
			const { x, y, width } = await boxOf(at('canvas-chat'));
			await page.mouse.move(x + width / 2, y);
			await page.mouse.down();
			await page.mouse.move(x + width / 2, y - 220, { steps: 10 });
			await page.mouse.up();
		},
		close: toggle,
		async write(text: string) {
			const field = at('chat-input').locator('textarea').or(panel.locator('textarea')).first();
			await field.fill(text);
			// n8n takes nothing for some seconds after its answer.
			await expect(async () => {
				await field.press('Enter');
				await expect(field, `the chat takes “${text}”`).toHaveValue('', { timeout: 500 });
			}).toPass({ timeout: 60_000 });
		},
		says: async (text: string) => await expect(last.getByText(text)).toBeVisible(),
		/** Waits for the question of the human review. */
		async asks(...texts: string[]) {
			await expect(last.getByRole('button', { name: 'Yes' })).toBeVisible();
			for (const text of texts) await expect(last).toContainText(text);
		},
		answer: (label: string) => last.getByRole('button', { name: label, exact: true }).click(),
	};
}
