import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { workflowId } from '../../harness/importing.mjs';
import { canvasPicture } from './examples.mjs';

const example = 'ask-the-agent-to-group-people';
const silver = '银卡会员';
const customer = '103601';
const wish = 'Take 186 0018 6000 out of 银卡';

/**
 * A person and n8n's own agent in n8n's own chat. Only the model is made up: it decides by what the tools answer, so
 * each of its sentences stands for answers that were right.
 */
export async function askTheAgent({ editor, model, sandbox, pictures }) {
	const [{ id: group }] = await sandbox.groupsNamed(silver);
	const before = await sandbox.customersIn(group);
	assert.ok(!before.includes(customer));
	const isIn = async () => (await sandbox.customersIn(group)).includes(customer);
	const chat = chatIn(editor);
	await editor.openWorkflow(workflowId(example));
	await chat.open();

	await chat.write('Who is in 新品');
	await chat.says('张伟 13611112222');

	await chat.write('Put 186 0018 6000 into 银卡');
	await chat.says(`Customer ${customer} is in ${silver} now.`);
	assert.ok(await isIn());

	// Nobody is removed while the person has not answered, and nobody after a no.
	await chat.write(wish);
	await chat.asks('Remove_from_group', silver, '186 0018 6000');
	await pictures.take('agent-asks-first');
	assert.ok(await isIn(), 'A customer was removed before anybody said yes.');
	await chat.answer('No');
	await chat.says(`Nobody was removed from ${silver}.`);
	assert.ok(await isIn(), 'A customer was removed after a no.');

	await chat.write(wish);
	await chat.asks('Remove_from_group', silver, '186 0018 6000');
	assert.ok(await isIn(), 'A customer was removed before anybody said yes.');
	await chat.answer('Yes');
	await chat.says(`Customer ${customer} has left ${silver}.`);
	assert.deepEqual(await sandbox.customersIn(group), before);

	// Even with a yes a sync only tells what it would do.
	await chat.write('Let 银卡 hold only 18600186000, 13800138000');
	await chat.asks('Sync_group', silver, '18600186000, 13800138000');
	await chat.answer('Yes');
	await chat.says(`It would add 2 and remove ${before.length} in ${silver}.`);
	assert.deepEqual(await sandbox.customersIn(group), before);

	await chat.close();
	await canvasPicture(editor, pictures, example, sandbox);
	assert.deepEqual(model.failures, []);
	assertTools(model.requests[0].tools);
}

/** What the model is told of the tools: what each asks of it, and nothing that stays the person's decision. */
function assertTools(tools) {
	const asked = ({ function: { name, parameters } }) => {
		const { toolParameters = parameters } = parameters.properties;
		return [name, Object.keys(toolParameters.properties)];
	};
	assert.deepEqual(Object.fromEntries(tools.map(asked)), {
		Find_groups: ['Name_Contains'],
		Check_member: ['Group', 'Mobile_Number'],
		List_members: ['Group'],
		Add_to_group: ['Group', 'Mobile_Number'],
		Remove_from_group: ['Group', 'Mobile_Number'],
		Sync_group: ['Group', 'Mobile_Numbers'],
	});
}

/** The chat below the canvas. Each of its sentences is waited for as the last one: some come more than once. */
function chatIn({ page, at }) {
	const panel = at('canvas-chat-body');
	const last = panel.locator('.chat-message-from-bot').last();
	const toggle = () => at('workflow-chat-button').click();
	return {
		async open() {
			await toggle();
			// It opens lower than a question with its buttons is high.
			const { x, y, width } = await at('canvas-chat').boundingBox();
			await page.mouse.move(x + width / 2, y);
			await page.mouse.down();
			await page.mouse.move(x + width / 2, y - 220, { steps: 10 });
			await page.mouse.up();
		},
		close: toggle,
		async write(text) {
			const field = at('chat-input').locator('textarea').or(panel.locator('textarea')).first();
			await field.fill(text);
			// n8n takes nothing for some seconds after its answer.
			for (const end = Date.now() + 30_000; (await field.inputValue()) !== ''; await sleep(500)) {
				assert.ok(Date.now() < end, `The chat does not take “${text}”.`);
				await field.press('Enter');
			}
		},
		says: (text) => last.getByText(text).waitFor(),
		/** Waits for the question of the human review. */
		async asks(...texts) {
			await last.getByRole('button', { name: 'Yes' }).waitFor();
			for (const text of texts) assert.ok((await last.innerText()).includes(text), await last.innerText());
		},
		answer: (label) => last.getByRole('button', { name: label, exact: true }).click(),
	};
}
