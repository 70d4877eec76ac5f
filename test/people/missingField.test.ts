import { runInNewContext } from 'node:vm';
import type { IDataObject } from 'n8n-workflow';
import { missingField } from '../../nodes/ConvertlabGroups/run/missingField';
import { byName, member, person } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox, writes } from '../support/sandbox';

const hub = useSandbox();

beforeEach(() => {
	hub().addMembers(hub().addGroup({ name: '金卡会员' }).id, 3);
});

const failing = async (operation: string, input: IDataObject, more = {}) =>
	(await runNode(hub(), { input: [input], parameters: person(operation, 'mobile', more) })).error;

describe.each(['add', 'remove', 'check', 'sync'])('%s of an item without the field', (operation) => {
	test('names the fields there are, and is no empty source', async () => {
		const error = await failing(operation, { Phone: '13800138000', name: '王小明' });
		expect(`${error?.message} ${error?.description}`).toContain('has the fields “Phone”, “name”');
		expect(writes(hub())).toEqual([]);
		expect(hub().customersIn('1').size).toBe(3);
	});

	test.each([
		['\uFEFFmobile', /“mobile”, which .*byte order mark/],
		['mobile ', /“mobile”, which ends with a space/],
		['Mobile', /“Mobile”, which is written differently/],
		['ｍｏｂｉｌｅ', /“ｍｏｂｉｌｅ”, which is written differently/],
	])('says where one differs only by what nobody sees, blanks or case (%j)', async (name, words) => {
		const error = await failing(operation, { [name]: '13800138000' });
		expect(`${error?.message} ${error?.description}`).toMatch(words);
		expect(hub().requests).toEqual([]);
	});

	test.each([
		['手机号', '\uFEFF手机号', /no field “手机号”, but it has “手机号”, which .*byte order mark/],
		['手机 号', '手机 号\u200b', /“手机 号”, which ends with an invisible zero-width space/],
		['手机号', '手机号\u3000', /“手机号”, which ends with a full-width space/],
		['手机号', '手机 号', /“手机 号”, which is written differently/],
		['Phone Number', 'phone number', /“phone number”, which is written differently/],
	])('says so of a Chinese name and one of several words, too (%j, %j)', async (wanted, name, words) => {
		for (const mobile of [`={{ $json['${wanted}'] }}`, `={{ $json["${wanted}"] }}`]) {
			const error = await failing(operation, { [name]: '13800138000' }, { mobile });
			expect(`${error?.message} ${error?.description}`).toMatch(words);
		}
		expect(hub().requests).toEqual([]);
	});

	test.each(['', ' ', null, '\u200b'])('says that the right field is blank (%j)', async (mobile) => {
		for (const more of [{}, { mobile: "={{ $json['mobile'] }}" }]) {
			const error = await failing(operation, { mobile, name: '王小明' }, more);
			expect(error?.description).toContain(
				'“mobile” of the input item is empty. Fill it in, or leave such items out with a Filter node before this one.',
			);
			expect(error?.description).not.toContain('drag');
		}
		expect(hub().requests).toEqual([]);
	});
});

// n8n's own nodes leave empty cells of a CSV file or a spreadsheet out, unless they are told to include them.
test.each(['add', 'check'])(
	'%s of a row whose cell n8n has left out says that it is empty',
	async (operation) => {
		const { refused } = await runNode(hub(), {
			input: [{ 姓名: '李娜' }, { 姓名: '王小明', 手机号: '13800138000' }, { 姓名: '陈静', '手机号 ': '1' }],
			parameters: person(operation, 'mobile', { mobile: "={{ $json['手机号'] }}" }),
			onError: 'continueErrorOutput',
		});
		const told = (name: string) =>
			(refused.find(({ json }) => json.姓名 === name)?.json.details as IDataObject).description;
		expect(told('李娜')).toBe(
			'The input item has the field “姓名”. Other items have “手机号”, so its cell is probably empty. Fill it in, or leave such items out with a Filter node before this one.',
		);
		expect(told('陈静')).toMatch(/“手机号”, which ends with a space.*drag/);
	},
);

test('fields whose names were read with the wrong encoding are not told to be dragged', async () => {
	const error = await failing('add', {
		'\ufffd\ufffd\ufffd\ufffd': '王',
		'\ufffd\u05bb\ufffd': '13800138000',
	});
	expect(error?.description).toMatch(/were read with the wrong encoding.*GBK.*“CSV UTF-8”/);
	expect(error?.description).not.toContain('drag');
});

test('a field of several words that an earlier node has is quoted as n8n writes it', async () => {
	const elsewhere = { inOtherItems: () => false, nodeWith: () => '表单' };
	const named = missingField({ id: 1 }, '手机号', elsewhere);
	expect(named).toContain("or use {{ $('表单').item.json['手机号'] }}");
	expect(missingField({ id: 1 }, 'mobile', elsewhere)).toContain("{{ $('表单').item.json.mobile }}");
});

test('the name of a node is quoted so that the expression can be copied', () => {
	for (const name of ["Ann's form", 'C:\\forms', '表单'])
		expect(
			nodeIn(missingField({ id: 1 }, 'mobile', { inOtherItems: () => false, nodeWith: () => name })),
		).toBe(name);
});

/** The node that the suggested expression names, as JavaScript reads it. */
function nodeIn(said: string): unknown {
	const [, node] = /\{\{ \$\((.+)\)\.item\.json\.mobile \}\}/.exec(said) ?? [];
	return runInNewContext(node);
}

test('a blank field is there, whatever else has nearly its name', () => {
	const named = missingField({ mobile: '', Mobile: '13800138000' }, 'mobile', {
		inOtherItems: () => true,
		nodeWith: () => undefined,
	});
	expect(named).toMatch(/“mobile” of the input item is empty/);
});

test.each([
	['Membership ID', member('remove', undefined, { removeBy: 'membership', membershipId: '={{ $json.id }}' })],
	['Group', member('count', byName("={{ $json['id'] }}"))],
])('that a field is there, but blank, is said of any parameter: %s', async (name, parameters) => {
	for (const id of ['', null]) {
		const { error } = await runNode(hub(), { input: [{ id, name: '王小明' }], parameters });
		expect(error?.message).toBe(`${name} is empty [item 0]`);
		expect(error?.description).toContain('“id” of the input item is empty. Fill it in');
		expect(error?.description).not.toContain('drag');
	}
});
