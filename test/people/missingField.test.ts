import type { IDataObject } from 'n8n-workflow';
import { person } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox, writes } from '../support/sandbox';

const hub = useSandbox();

beforeEach(() => {
	hub().addMembers(hub().addGroup({ name: '金卡会员' }).id, 3);
});

const failing = async (operation: string, input: IDataObject) =>
	(await runNode(hub(), { input: [input], parameters: person(operation, 'mobile') })).error;

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
});
