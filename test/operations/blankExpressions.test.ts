import type { INodeParameters } from 'n8n-workflow';
import { upFrom } from '../support/inputs';
import { byId, byName, group, member } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

const hub = useSandbox();

beforeEach(() => {
	hub().addMembers(hub().addGroup({ name: '金卡会员' }).id, upFrom(1, 3));
});

const GONE = '={{ $json.nothing }}';
const filtered = (operation: string, filters: INodeParameters) =>
	member(operation, undefined, { returnAll: true, filters });

test.each<[string, INodeParameters]>([
	['Customer ID', filtered('getAll', { customerId: GONE })],
	['Mobile Number', filtered('getAll', { mobile: GONE })],
	['Email', filtered('getAll', { email: GONE })],
	['After Membership ID', filtered('exportToFile', { sinceId: GONE })],
	['Name Contains', group('getAll', { filters: { nameContains: GONE } })],
])('an expression that gives nothing does not mean everything: %s', async (field, parameters) => {
	const { error } = await runNode(hub(), { parameters });
	expect(error).toBeRefused({ item: 0, reason: 'invalid', field, says: 'emptyExpression' });
	expect(hub().requests).toEqual([]);
});

describe.each(['count', 'getAll', 'exportToFile', 'copy'])(
	'a date that was lost is no open range (%s)',
	(operation) => {
		const given = operation === 'copy' ? ['', ' ', GONE] : ['', ' '];
		const dates = given.flatMap((value) => [
			['Joined From', { joinedFrom: value }] as const,
			['Joined Until', { joinedUntil: value }] as const,
		]);
		test.each(dates)('%s: %j', async (field, options) => {
			const { id } = hub().addGroup({ name: '银卡会员' });
			const parameters = member(operation, byId('1'), { toGroup: byId(id), options });
			const { error } = await runNode(hub(), { parameters });
			const isExpression = Object.values(options).includes(GONE);
			expect(error).toBeRefused({
				item: 0,
				reason: 'invalid',
				field,
				says: isExpression ? 'emptyExpression' : 'isEmpty',
			});
			expect(error?.description).toContain('remove the option');
			expect(hub().requests).toEqual([]);
		});
	},
);

test.each<[string, INodeParameters]>([
	['Get Many, by ID', member('getAll', byId(GONE))],
	['Get Many, by name', member('getAll', byName(GONE))],
	['Get Many, as a whole', member('getAll', undefined, { scope: 'group', group: GONE })],
	['Export to File', member('exportToFile', byId(GONE))],
])('an empty group never means every group: %s', async (_, parameters) => {
	const { error } = await runNode(hub(), { parameters });
	expect(error).toBeRefused({ item: 0, reason: 'invalid', field: 'Group', says: 'isEmpty' });
	expect(hub().requests).toEqual([]);
});

test.each<[INodeParameters]>([
	[member('getAll')],
	[member('getAll', byId(''), { scope: 'all' })],
	[filtered('getAll', { customerId: '' })],
	[filtered('getAll', { sinceId: '={{ 0 }}' })],
])('a field that is left empty by hand means everything: %p', async (parameters) => {
	const { json, error } = await runNode(hub(), { parameters });
	expect(error).toBeUndefined();
	expect(json).toHaveLength(3);
});

test('options that cannot be read for the first item fail that item alone', async () => {
	const { items } = await runNode(hub(), {
		input: [{}, { timeout: 60 }],
		parameters: member('count', byId('1'), {
			options: { timeout: "={{ $json.timeout ?? $('Nowhere').first() }}" },
		}),
		onError: 'continueRegularOutput',
	});
	expect(items.map(({ json }) => [json.count, typeof json.error])).toEqual([
		[undefined, 'string'],
		[3, 'undefined'],
	]);
});
