import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, byName, group, member } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';
import { textOf } from '../support/sources';

const sandbox = useSandbox();

const values: Array<[string, unknown]> = [
	['null', null],
	['an empty text', ''],
	['a text', 'no such thing'],
	['a number', 4.5],
	['minus one', -1],
	['a very large number', 1e308],
	['true', true],
	['a list', [[], {}, null, 'x']],
	['an object', { a: { b: 1 }, toString: 'x' }],
	['10 MB of letters', 'x'.repeat(10_000_000)],
	['10 MB of commas', ','.repeat(10_000_000)],
	['10 MB of words', 'x,'.repeat(5_000_000)],
	['10 MB of digits', '7'.repeat(10_000_000)],
];

/** n8n itself refuses a required parameter that is empty; what an expression gives is for the node to judge. */
const VALUE = '={{ $json.value }}';
const add = member('add', byId('1'));
const targets: Array<[string, INodeParameters]> = [
	['group', { ...add, group: byId(VALUE) }],
	['group by name', { ...add, group: byName(VALUE) }],
	['the whole group', { ...add, group: VALUE }],
	['customerId', { ...add, customerId: VALUE }],
	[
		'customerIds',
		{ ...add, operation: 'remove', customerBy: 'id', customersFrom: 'list', customerIds: VALUE },
	],
	['customersFrom', { ...add, customersFrom: VALUE }],
	['options', { ...add, options: VALUE }],
	['batchSize', { ...add, options: { batchSize: VALUE } }],
	['timeout', { ...add, operation: 'check', customerBy: 'id', options: { timeout: VALUE } }],
	['filters', { ...add, operation: 'getAll', filters: VALUE }],
	['limit', { ...add, operation: 'getAll', limit: VALUE }],
	['joinedFrom', { ...add, operation: 'count', options: { joinedFrom: VALUE } }],
	['name', group('create', { name: VALUE })],
	['dryRun', { ...add, operation: 'sync', customerBy: 'id', dryRun: VALUE }],
	['format', { ...add, operation: 'exportToFile', format: VALUE }],
	['operation', { ...add, operation: VALUE }],
	['resource', { ...add, resource: VALUE }],
];

test.each(targets)(
	'%s of every wrong kind is refused in a short sentence, or survived',
	async (_name, parameters) => {
		const hub = sandbox();
		for (const [kind, value] of values) {
			hub.reset();
			const { id } = hub.addGroup({ name: 'A' });
			hub.addMembers(id, 3);
			const run = { input: [{ value: value as IDataObject, customerId: 1 }], parameters };

			const result = await runNode(hub, run);

			if (result.error) {
				expect({ kind, length: Math.min(result.error.message.length, 1_000) }).not.toEqual({
					kind,
					length: 1_000,
				});
				expect(result.error.message).not.toMatch(
					/is not a function|Cannot read|undefined|RangeError|TypeError/,
				);
			}
			expect(hub.groups().length).toBeGreaterThanOrEqual(1);
		}
	},
);

test('docs/reliability.md says how many parameters and values these are', () => {
	const figures = `${targets.length} parameters × ${values.length} values`;
	expect(textOf('docs/reliability.md')).toContain(`| ${figures} of a wrong kind`);
});

test('10 MB of words in a list fail in one sentence each item, not five million', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	const result = await runNode(hub, {
		input: [{ ids: 'x,'.repeat(5_000_000) }],
		parameters: {
			...add,
			group: byId(id),
			customersFrom: 'list',
			customerIds: '={{ $json.ids }}',
		},
		onError: 'continueRegularOutput',
	});
	expect(result.json).toHaveLength(1);
	expect(result).toBeRefused({ item: 0, reason: 'invalid', field: 'Customer IDs' });
});
