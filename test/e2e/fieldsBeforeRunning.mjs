import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { root } from '../../harness/places.mjs';
import { tryItNow } from './manualTrigger.mjs';

const schema = JSON.parse(
	readFileSync(`${root}/nodes/ConvertlabGroups/__schema__/v1.0.0/member/getAll.json`, 'utf8'),
);
/** As the panel lists them, but in any order: it puts rows into the page as it draws them. */
const namesIn = ({ properties = {} }) =>
	Object.entries(properties).flatMap(([name, property]) => [name, ...namesIn(property)]);

const convertlab = (name, position, parameters) => ({
	id: name,
	name,
	type: 'n8n-nodes-convertlab.convertlabGroups',
	typeVersion: 1,
	position,
	parameters: { resource: 'member', group: { __rl: true, mode: 'name', value: '金卡会员' }, ...parameters },
});

/** Two fresh nodes, neither of which has ever run. */
const workflow = {
	name: 'Fields before the first run',
	nodes: [
		tryItNow,
		convertlab('Members', [220, 0], { operation: 'getAll' }),
		convertlab('Check', [440, 0], { operation: 'check', customerId: '' }),
	],
	connections: {
		'Try it now': { main: [[{ node: 'Members', type: 'main', index: 0 }]] },
		Members: { main: [[{ node: 'Check', type: 'main', index: 0 }]] },
	},
	settings: { executionOrder: 'v1' },
};

/** The fields that will come out are there before anything ran, and one of them is dragged into the next node. */
export async function dragAField({ editor, api }) {
	const { at, input, page } = editor;
	const { id } = await api.ask('POST', '/workflows', workflow);
	await editor.openWorkflow(id);
	await editor.openNode('Check');
	await editor.asSchema(input);
	const fields = input.locator('[data-test-id="run-data-schema-item"]');
	await fields.first().waitFor();
	const names = (await fields.allInnerTexts()).map((text) => text.trim().split('\n')[0]);
	assert.deepEqual(names.sort(), namesIn(schema).sort());

	const field = at('parameter-input-customerId');
	await dragTo(page, fields.getByText('customerId', { exact: true }), field);
	await field
		.locator('[data-test-id="inline-expression-editor-input"]')
		.filter({ hasText: /^\s*\{\{ \$json\.customerId \}\}\s*$/ })
		.waitFor();
	await editor.closeNode();
}

async function dragTo(page, from, to) {
	const middle = async (box) => {
		const { x, y, width, height } = await box.boundingBox();
		return [x + width / 2, y + height / 2];
	};
	await page.mouse.move(...(await middle(from)));
	await page.mouse.down();
	await page.mouse.move(...(await middle(to)), { steps: 10 });
	await page.mouse.up();
}
