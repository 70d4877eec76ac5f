import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { storedNames } from './support/storedNames';
import { everyOperation, populate } from './support/everyOperation';
import { byId } from './support/parameters';
import { runNode } from './support/run';
import { useSandbox } from './support/sandbox';

/** What the editor shows as the fields of a node that has not run yet. */
const folder = join(__dirname, '../nodes/ConvertlabGroups/__schema__/v1.0.0');
const hub = useSandbox();

interface Schema {
	type: string;
	properties: Record<string, { type: string | string[] }>;
}
const schemaOf = (resource: string, operation: string) =>
	JSON.parse(readFileSync(join(folder, resource, `${operation}.json`), 'utf8')) as Schema;

/** A schema is refused where it leaves out a field that comes out. */
function problemsOf({ resource, operation }: INodeParameters, json: IDataObject[]) {
	const schema = { ...schemaOf(String(resource), String(operation)), additionalProperties: false };
	const ajv = new Ajv({ allowUnionTypes: true, keywords: ['version'] });
	const isRight = ajv.compile(schema);
	return json.flatMap((item) => (isRight(item) ? [] : [[item, isRight.errors]]));
}

test('every operation has a schema, and every schema an operation', () => {
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
		file.endsWith('.json'),
	);
	const expected = Object.entries(storedNames).flatMap(([resource, operations]) =>
		Object.keys(operations).map((operation) => join(resource, `${operation}.json`)),
	);
	expect(files.sort()).toEqual(expected.sort());
});

test.each(everyOperation)(
	'the outputs fit the schema: $name',
	async ({ parameters, input, other, outputs }) => {
		const { id, otherId } = populate(hub(), { other });
		const written = parameters(id, otherId);
		const { json, error } = await runNode(hub(), { parameters: written, input });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(outputs);
		expect(problemsOf(written, json)).toEqual([]);
	},
);

const NEW = '13912345678';
const byMobile: INodeParameters = { resource: 'member', customerBy: 'mobile', mobile: '={{ $json.mobile }}' };

/** What gives fields that only some outputs have; with customer 30 gone, and a customer of the number 13800138000. */
const rareOutputs: Array<{
	name: string;
	parameters: INodeParameters;
	fields: string[];
	input?: IDataObject[];
}> = [
	{
		name: 'a group with its size',
		parameters: { resource: 'group', operation: 'get', options: { memberCount: true } },
		fields: ['memberCount'],
	},
	{
		name: 'a group that was there',
		parameters: { resource: 'group', operation: 'create', name: '金卡会员', ifNameExists: 'useExisting' },
		fields: ['created'],
	},
	{
		name: 'a count between two days',
		parameters: {
			resource: 'member',
			operation: 'count',
			options: { joinedFrom: '2020-01-01', joinedUntil: '2040-01-01' },
		},
		fields: ['joinListDateSince', 'joinListDateTo'],
	},
	{
		name: 'the changes of a sync',
		parameters: {
			resource: 'member',
			operation: 'sync',
			customerBy: 'id',
			options: { output: 'changes', removalLimit: 100 },
		},
		input: [{ customerId: 31 }],
		fields: ['customerId', 'change'],
	},
	{
		name: 'members with fields of their customers',
		parameters: {
			resource: 'member',
			operation: 'getAll',
			options: { customerFields: ['name', 'mobile', 'city'], customFields: 'attr1' },
		},
		fields: ['customer.name', 'customer.city', 'customer.attr1'],
	},
	{
		name: 'a member who is no customer any more',
		parameters: {
			resource: 'member',
			operation: 'getAll',
			filters: { customerId: '30' },
			options: { customerFields: ['name'] },
		},
		fields: ['customer'],
	},
	{
		name: 'somebody who was found by number and added',
		parameters: { ...byMobile, operation: 'add', ifNotFound: 'create' },
		input: [{ mobile: NEW }],
		fields: ['customerCreated'],
	},
	{
		name: 'somebody who is no customer, and so in no group',
		parameters: { ...byMobile, operation: 'check', ifNotFound: 'leaveOut' },
		input: [{ mobile: NEW }],
		fields: ['customerId', 'isMember'],
	},
	{
		name: 'a sync that left somebody out',
		parameters: {
			...byMobile,
			operation: 'sync',
			ifNotFound: 'leaveOut',
			options: { removalLimit: 100 },
		},
		input: [{ mobile: NEW }, { mobile: '13800138000' }],
		fields: ['leftOut'],
	},
	{
		name: 'a sync that created somebody',
		parameters: {
			...byMobile,
			operation: 'sync',
			ifNotFound: 'create',
			options: { removalLimit: 100 },
		},
		input: [{ mobile: NEW }],
		fields: ['created'],
	},
	{
		name: 'what a sync changed, of people known by number',
		parameters: {
			...byMobile,
			operation: 'sync',
			ifNotFound: 'create',
			options: { output: 'changes', removalLimit: 100 },
		},
		input: [{ mobile: NEW }],
		fields: ['customerId', 'change'],
	},
];

test.each(rareOutputs)('the schema knows $name', async ({ parameters, fields, input }) => {
	const { id } = populate(hub(), {});
	hub().deleteCustomer('30');
	hub().addCustomer({ name: '王芳', mobile: '13800138000' });
	const { json, error } = await runNode(hub(), { parameters: { group: byId(id), ...parameters }, input });
	expect(error?.message).toBeUndefined();
	for (const field of fields) expect(json[0]).toHaveProperty(field);
	expect(problemsOf(parameters, json)).toEqual([]);
});

test('the schema knows a member who was removed by the membership', async () => {
	const { id } = populate(hub(), {});
	const parameters = { resource: 'member', operation: 'remove', customerBy: 'id', removeBy: 'membership' };
	const [{ id: membershipId }] = hub().members(id);
	const { json } = await runNode(hub(), { parameters: { ...parameters, membershipId } });
	expect(json).toMatchObject([{ removed: true, id: Number(membershipId) }]);
	expect(problemsOf(parameters, json)).toEqual([]);
});

test('the editor’s preview can show every schema: the first type of a field is one it knows', () => {
	for (const [resource, operations] of Object.entries(storedNames))
		for (const operation of Object.keys(operations))
			for (const { type } of Object.values(schemaOf(resource, operation).properties))
				expect(['integer', 'string', 'boolean', 'object']).toContain([type].flat()[0]);
});
