import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { ConvertlabGroups } from '../nodes/ConvertlabGroups/ConvertlabGroups.node';
import { noTools, storedNames, storedToolNames } from './support/storedNames';

const { description } = new ConvertlabGroups();
const { properties } = description;

interface Shown {
	resource: string;
	operation: string;
}

const operations = Object.entries(storedNames).flatMap(([resource, named]) =>
	Object.keys(named).map((operation) => ({ resource, operation })),
);
const shownFor = ({ resource, operation }: Shown, isTool = false) =>
	properties.filter(
		({ displayOptions: { show = {}, hide = {} } = {} }) =>
			show.resource?.includes(resource) &&
			show.operation?.includes(operation) &&
			(isTool ? !hide['@tool'] : !show['@tool']),
	);
const defaultsOf = (shown: INodeProperties[]) =>
	shown
		.filter(({ type }) => type !== 'notice')
		.flatMap((property) =>
			property.type === 'collection'
				? membersOf(property).map((each) => [`${property.name}.${each.name}`, each.default])
				: [[property.name, property.default]],
		);
const isOption = (entry: object): entry is INodePropertyOptions => 'value' in entry;
const optionsOf = (property: INodeProperties) =>
	(property.options ?? []).filter(isOption) as INodePropertyOptions[];
const membersOf = ({ options = [] }: INodeProperties) =>
	options.filter((entry): entry is INodeProperties => 'type' in entry && entry.type !== 'hidden');
const everyProperty = properties.flatMap((property) => [property, ...membersOf(property)]);

test('the node is as workflows store it', () => {
	expect(description).toMatchObject({
		name: 'convertlabGroups',
		displayName: 'Convertlab Groups',
		version: 1,
		usableAsTool: true,
		credentials: [{ name: 'convertlabApi', required: true }],
	});
	expect(JSON.parse(JSON.stringify(description))).toEqual(description);
});

test('both selectors offer exactly the operations of the contract', () => {
	const [resource, ...operationSelectors] = properties.slice(0, 3);
	expect(resource).toMatchObject({ name: 'resource', type: 'options', noDataExpression: true });
	expect(optionsOf(resource).map(({ name, value }) => [name, value])).toEqual([
		['Group', 'group'],
		['Group Member', 'member'],
	]);
	for (const selector of operationSelectors) {
		expect(selector).toMatchObject({ name: 'operation', type: 'options', noDataExpression: true });
		const [shown] = selector.displayOptions?.show?.resource as string[];
		const values = optionsOf(selector).map(({ value }) => value);
		expect([...values].sort()).toEqual(Object.keys(storedNames[shown]).sort());
		expect(values).toContain(selector.default);
		for (const option of optionsOf(selector)) {
			expect(option.action).toMatch(/^[A-Z][a-z]+( [a-z]+| ID)*$/);
			expect(option.description).toBeTruthy();
			const isHidden = { hide: { '@tool': [true] } };
			expect(option.displayOptions).toEqual(noTools.includes(String(option.value)) ? isHidden : undefined);
		}
	}
});

describe.each(operations)('$resource $operation', ({ resource, operation }) => {
	test('has exactly the parameters of the contract, with their types and defaults', () => {
		const told = defaultsOf(shownFor({ resource, operation }));
		expect(Object.fromEntries(told)).toEqual(storedNames[resource][operation]);
		expect(told).toHaveLength(Object.keys(storedNames[resource][operation]).length);
	});

	test('has the same parameters as a tool, without defaults that refer to an input item', () => {
		const told = defaultsOf(shownFor({ resource, operation }, true));
		const expected = Object.entries(storedNames[resource][operation]).map(([name, value]) => [
			name,
			storedToolNames[name] ?? value,
		]);
		expect(Object.fromEntries(told)).toEqual(Object.fromEntries(expected));
		expect(told).toHaveLength(expected.length);
		expect(JSON.stringify(told)).not.toContain('$json');
	});

	test('has parameters that depend only on parameters it has', () => {
		const shown = shownFor({ resource, operation });
		const names = new Set(['resource', 'operation', '@tool', ...shown.map(({ name }) => name)]);
		for (const { displayOptions } of shown)
			for (const [name, values] of Object.entries(displayOptions?.show ?? {})) {
				expect(names).toContain(name);
				const other = shown.find((property) => property.name === name);
				if (other?.type === 'options')
					for (const value of values as unknown[])
						expect(optionsOf(other).map((option) => option.value)).toContain(value);
			}
	});
});

test('the choices are those of the contract', () => {
	const choices = (name: string) => [
		...new Set(
			everyProperty
				.filter((property) => property.name === name)
				.map((property) =>
					optionsOf(property)
						.map(({ value }) => value)
						.sort()
						.join(),
				),
		),
	];
	expect(choices('ifNameExists')).toEqual(['create,stop,useExisting']);
	expect(choices('customersFrom')).toEqual(['items,list']);
	expect(choices('customerBy')).toEqual(['email,id,identity,mobile,openId,unionId']);
	expect(choices('ifNotFound').sort()).toEqual(['create,leaveOut,refuse', 'create,refuse']);
	expect(choices('gender')).toEqual(['female,male,unknown']);
	expect(choices('removeBy')).toEqual(['customer,membership']);
	expect(choices('format')).toEqual(['csv,jsonl']);
	expect(choices('output')).toEqual(['changes,summary']);
	expect(choices('sortDirection')).toEqual(['asc,desc']);
	expect(choices('sortBy').sort()).toEqual(['customerId,id,listId', 'dateCreated,id,lastUpdated,name']);
	const names = everyProperty.flatMap((property) => optionsOf(property).map(({ name }) => name));
	for (const name of ['Create Another Group', 'Each Input Item', 'List in One Field', 'Get Many'])
		expect(names).toContain(name);
});

test('the group picker offers list (searchable, first), ID and name, and is required: an empty one never means every group', () => {
	const pickers = properties.filter(({ type }) => type === 'resourceLocator');
	const withGroup = operations.flatMap((each) =>
		['group', 'toGroup', 'otherGroup']
			.filter((name) => name in storedNames[each.resource][each.operation])
			.map(() => each),
	);
	const shownAt = pickers.map(({ displayOptions: { show } = {} }) =>
		[show?.resource, show?.operation].join(' '),
	);
	expect(shownAt.sort()).toEqual(withGroup.map((each) => `${each.resource} ${each.operation}`).sort());
	for (const { name, modes, required, displayOptions, default: start } of pickers) {
		expect(start).toEqual({ mode: 'list', value: '' });
		expect(modes?.map((mode) => mode.name)).toEqual(['list', 'id', 'name']);
		expect(modes?.[0].typeOptions).toMatchObject({ searchListMethod: 'searchGroups', searchable: true });
		expect(required).toBe(true);
		const { operation, scope, which } = displayOptions?.show ?? {};
		const isScoped = ['getAll', 'exportToFile'].includes(String(operation));
		expect(scope).toEqual(isScoped ? ['group'] : undefined);
		expect(which).toEqual(name === 'otherGroup' ? ['notIn', 'alsoIn'] : undefined);
	}
});
