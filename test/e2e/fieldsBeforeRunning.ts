import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { root } from '../../harness/places';
import { tryItNow } from './editor';
import type { World } from './world';

interface Schema {
	properties?: { [name: string]: Schema };
}

const schema = JSON.parse(
	readFileSync(`${root}/nodes/ConvertlabGroups/__schema__/v1.0.0/member/getAll.json`, 'utf8'),
) as Schema;
/** As the panel lists them, but in any order: it puts rows into the page as it draws them. */
const namesIn = ({ properties = {} }: Schema): string[] =>
	Object.entries(properties).flatMap(([name, property]) => [name, ...namesIn(property)]);

const convertlab = (name: string, position: number[], parameters: object) => ({
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
		convertlab('Check', [440, 0], { operation: 'check', customerBy: 'id', customerId: '' }),
	],
	connections: {
		'Try it now': { main: [[{ node: 'Members', type: 'main', index: 0 }]] },
		Members: { main: [[{ node: 'Check', type: 'main', index: 0 }]] },
	},
	settings: { executionOrder: 'v1' },
};

/** The fields that will come out are there before anything ran, and one of them is dragged into the next node. */
export async function dragAField({ editor, api }: World): Promise<void> {
	const { at, input } = editor;
	const { id } = await api.ask<{ id: string }>('POST', '/workflows', workflow);
	await editor.openWorkflow(id);
	await editor.openNode('Check');
	await editor.asSchema(input);
	const fields = input.locator('[data-test-id="run-data-schema-item"]');
	await expect(fields.first()).toBeVisible();
	const names = (await fields.allInnerTexts()).map((text) => text.trim().split('\n')[0]);
	expect(names.sort()).toEqual(namesIn(schema).sort());

	const field = at('parameter-input-customerId');
	await editor.drag('customerId', 'customerId');
	await expect(field.locator('[data-test-id="inline-expression-editor-input"]')).toHaveText(
		/^\s*\{\{ \$json\.customerId \}\}\s*$/,
	);
	await editor.closeNode();
}
