import type { IDataObject } from 'n8n-workflow';
import { everyOperation } from './support/everyOperation';
import { crowd } from './support/inputs';
import { person } from './support/parameters';
import { runNode } from './support/run';
import { useSandbox } from './support/sandbox';
import { textOf } from './support/sources';

/** The examples of docs/reference.md are what the node gives. */

const hub = useSandbox();
const reference = textOf('docs/reference.md');
const keepsDetails = process.env.N8N_HOST !== 'n8n-1.123';

test('the example of Add to Group comes out as written', async () => {
	const [, section] = reference.split('### Add to Group');
	const [input, added, refused] = [...section.matchAll(/```json\n([^]*?)```/g)].map(
		([, json]) => JSON.parse(json) as IDataObject[],
	);
	hub().addGroup({ name: '金卡会员' });
	hub().addCustomer({ name: '王小明', mobile: '13800138000' });
	const result = await runNode(hub(), {
		input,
		parameters: person('add', 'mobile', { mobile: '={{ $json.mobile }}' }),
		onError: 'continueErrorOutput',
	});
	expect(result.items.map(({ json }) => Object.keys(json))).toEqual(added.map(Object.keys));
	expect(result.items[0].json.mobile).toBe(added[0].mobile);
	if (!keepsDetails) return;
	const [{ json }] = result.refused;
	expect(json).toMatchObject({ mobile: refused[0].mobile, error: refused[0].error });
	const { description, ...details } = refused[0].details as IDataObject;
	expect(description).toBe('…');
	expect(json.details).toEqual({ ...details, description: expect.anything() as unknown });
});

/** What the table of operations shows, by the contract's name of the operation. */
const rows: Array<[trial: string, operation: string]> = [
	['group create', 'Create'],
	['group delete', 'Delete'],
	['member check', 'Check Membership'],
	['member copy', 'Copy to Group'],
	['member count', 'Count'],
	['member exportToFile', 'Export to File'],
	['member remove', 'Remove From Group'],
	['member sync', 'Sync Group'],
];

test.each(rows)('the table shows the keys that %s gives', async (name, operation) => {
	const row = new RegExp(`^\\| Group(?: Member)? \\| ${operation} \\| \`(\\{.*?\\})\``, 'm').exec(reference);
	const shown = [...(row?.[1] ?? '').replace(/\{ … \}/, '0').matchAll(/"(\w+)":/g)].map(([, key]) => key);
	const trial = everyOperation.find((each) => each.name.startsWith(name));
	if (!trial) throw new Error(`${name} has no trial`);
	const group = hub().addGroup({ name: '金卡会员' }).id;
	const other = hub().addGroup({ name: '银卡会员' }).id;
	hub().addMembers(
		group,
		crowd(30).map(({ customerId }) => String(customerId)),
	);
	const { json, error } = await runNode(hub(), {
		input: trial.input,
		parameters: trial.parameters(group, other),
	});
	expect(error).toBeUndefined();
	const extra = name === 'group create' ? ['created'] : name === 'member check' ? ['membership'] : [];
	expect(shown.filter((key) => !extra.includes(key))).toEqual(
		Object.keys(json[0]).filter((key) => !extra.includes(key)),
	);
});
