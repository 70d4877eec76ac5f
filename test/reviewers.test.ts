import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { ConvertlabGroups } from '../nodes/ConvertlabGroups/ConvertlabGroups.node';
import { ConvertlabGroupsTrigger } from '../nodes/ConvertlabGroupsTrigger/ConvertlabGroupsTrigger.node';
import { sourcesIn, textOf } from './support/sources';

/** What n8n's reviewers refuse or ask for, and no rule of our lint knows. */

const nodes = ['ConvertlabGroups', 'ConvertlabGroupsTrigger'];
const action = new ConvertlabGroups().description;
const trigger = new ConvertlabGroupsTrigger().description;

/** The rule `valid-node-categories` of newer lint plugins. */
const CATEGORIES = [
	'AI',
	'Analytics',
	'Communication',
	'Data & Storage',
	'Development',
	'Finance & Accounting',
	'Marketing & Content',
	'Miscellaneous',
	'Productivity',
	'Sales',
	'Utility',
];

test.each(nodes)('the categories of %s are among those of n8n', (name) => {
	const { categories } = JSON.parse(textOf(`nodes/${name}/${name}.node.json`)) as { categories: string[] };
	expect(categories).toContain('Marketing & Content');
	expect(categories.filter((category) => !CATEGORIES.includes(category))).toEqual([]);
});

test.each([
	['ConvertlabGroups', 'execute'],
	['ConvertlabGroupsTrigger', 'poll'],
])('the file of %s itself shows that %s() throws an error of n8n, whatever went wrong', (name, method) => {
	const [, body = ''] = textOf(`nodes/${name}/${name}.node.ts`).split(`async ${method}(`);
	expect(body).toMatch(/await outcomeOf\(/);
	expect(body).toMatch(/throw nodeError\(this\.getNode\(\)/);
});

test('nothing that ships sets timers, reads the environment or writes to the console', () => {
	const forbidden = /\b(setTimeout|setInterval|setImmediate)\(|\bprocess\.|\bconsole\./;
	expect(sourcesIn('nodes', 'credentials').filter((path) => forbidden.test(textOf(path)))).toEqual([]);
});

test('package.json says whose the package is, what it is and what n8n loads, and depends on nothing', () => {
	const packed = JSON.parse(textOf('package.json')) as Record<string, unknown>;
	expect(packed).toMatchObject({
		name: expect.stringMatching(/^n8n-nodes-/) as unknown,
		license: 'MIT',
		author: { name: expect.anything() as unknown, email: expect.stringContaining('@') as unknown },
		homepage: expect.stringMatching(/^https:\/\/github\.com\//) as unknown,
		repository: { url: expect.stringContaining('github.com') as unknown },
		keywords: expect.arrayContaining(['n8n-community-node-package']) as unknown,
		publishConfig: { provenance: true },
	});
	expect(packed.dependencies).toBeUndefined();
});

test('the trigger says what happens when it is published, while it waits, and in its panel', () => {
	const { activationMessage, eventTriggerDescription, triggerPanel } = trigger;
	expect(activationMessage).toContain('The first check only records what is there');
	expect(eventTriggerDescription).toMatch(/^Waiting for /);
	expect(triggerPanel).toMatchObject({
		header: expect.anything() as unknown,
		executionsHelp: { active: expect.anything() as unknown, inactive: expect.anything() as unknown },
		activationHint: expect.anything() as unknown,
	});
});

const locatorsOf = ({ properties }: INodeTypeDescription): INodeProperties[] =>
	properties.filter(({ type }) => type === 'resourceLocator');

test('every picker says what to do when DM Hub is slow to list the groups', () => {
	const lists = [action, trigger]
		.flatMap(locatorsOf)
		.flatMap(({ modes = [] }) => modes.filter(({ type }) => type === 'list'));
	expect(lists.length).toBeGreaterThan(5);
	for (const { typeOptions } of lists)
		expect(typeOptions?.slowLoadNotice?.message).toContain('the ID or the exact name');
});
