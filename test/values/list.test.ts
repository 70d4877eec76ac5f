import { valuesIn } from '../../nodes/values/list';
import { readLongId } from '../../nodes/values/longId';
import { readEmail } from '../../nodes/values/email';
import { readIdentity } from '../../nodes/values/identity';
import { isWholeMobile } from '../../nodes/values/mobile';
import { isUnreadable, type Reading } from '../../nodes/values/reading';

const isWhole = (read: (raw: unknown) => Reading<unknown>) => (raw: unknown) => !isUnreadable(read(raw));

const kinds: Record<string, (raw: unknown) => boolean> = {
	mobile: isWholeMobile,
	email: isWhole(readEmail),
	identity: isWhole(readIdentity),
	id: isWhole(readLongId),
};

const listed = (written: unknown, kind: string): unknown => {
	const list = valuesIn(written, kinds[kind]);
	return isUnreadable(list) ? list.wrong : list.value;
};

test.each([
	['identity', 'VIP 001, VIP 002', ['VIP 001', 'VIP 002']],
	['identity', 'VIP-1 VIP-2', ['VIP-1', 'VIP-2']],
	[
		'identity',
		'VIP-1，VIP-2、VIP-3；VIP-4;VIP-5\nVIP-6\r\nVIP-7\tVIP-8',
		[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `VIP-${n}`),
	],
	['identity', ',,VIP-1,,\n VIP-2 ,', ['VIP-1', 'VIP-2']],
	['identity', '["VIP-1","VIP-2"]', ['VIP-1', 'VIP-2']],
	['identity', '["VIP, 1", "VIP-2"]', ['VIP, 1', 'VIP-2']],
	['identity', '\ufeff [\n"VIP-1",\n"VIP-2"\n]\n', ['VIP-1', 'VIP-2']],
	['identity', "\"['VIP-1', 'VIP-2']\"", ["'VIP-1'", "'VIP-2'"]],
	['identity', '["VIP-1"]', ['VIP-1']],
	// An array of PostgreSQL as text, and a JSON list that was written as JSON twice.
	['identity', '{"VIP 001","VIP 002"}', ['"VIP 001"', '"VIP 002"']],
	['identity', '{VIP-1,VIP-2}', ['VIP-1', 'VIP-2']],
	['identity', '"[\\"VIP 001\\",\\"VIP, 2\\"]"', ['VIP 001', 'VIP, 2']],
	['identity', '{"no": "VIP-1", "name": "A"}', ['{"no": "VIP-1"', '"name": "A"}']],
	['identity', '[]', []],
	['identity', "['VIP-1', 'VIP, 2']", ["'VIP-1'", "'VIP, 2'"]],
	['identity', '“VIP, 1”、“VIP-2”', ['“VIP, 1”', '“VIP-2”']],
	['identity', '[VIP-1], [VIP-2]', ['[VIP-1]', '[VIP-2]']],
	['identity', '（VIP-1，VIP-2）', ['VIP-1', 'VIP-2']],
	['identity', "'0001,'0002", ["'0001", "'0002"]],
	['identity', "it's, O'Brien", ["it's", "O'Brien"]],
	['identity', '[object Object]', ['[object Object]']],
	['identity', '[object Object],[object Object]', ['[object Object]', '[object Object]']],
	['identity', '{{ $json.list }}', ['{{ $json.list }}']],
	['id', '[9007199254740993, 103446]', ['9007199254740993', '103446']],
	['id', '[103446, 103447]', [103446, 103447]],
	['id', '103446 103447', ['103446', '103447']],
	['email', '[a@b.cn, c@d.cn]', ['a@b.cn', 'c@d.cn']],
	['email', 'a@b.cn c@d.cn', ['a@b.cn', 'c@d.cn']],
	['email', '王小明 <a@b.cn>', ['王小明 <a@b.cn>']],
	['email', '王小明 <a@b.cn>; Wang <c@d.cn>', ['王小明 <a@b.cn>', 'Wang <c@d.cn>']],
	['email', '"Wang, Li" <a@b.cn>, “李，明”＜c@d.cn＞', ['"Wang, Li" <a@b.cn>', '“李，明”＜c@d.cn＞']],
	['mobile', '13800138000，13900139000', ['13800138000', '13900139000']],
	['mobile', '13800138000 13900139000', ['13800138000', '13900139000']],
	['mobile', '138 0013 8000', ['138 0013 8000']],
	['mobile', '138 0013 8000, 139 0013 9000', ['138 0013 8000', '139 0013 9000']],
	['mobile', '+86 13800138000', ['+86 13800138000']],
	['mobile', '+49151234 5678901', ['+49151234 5678901']],
	['mobile', '62345678 62345679', ['62345678 62345679']],
	['mobile', '（021）62345678（转8）', ['（021）62345678（转8）']],
	['mobile', 13800138000, [13800138000]],
	['mobile', ['13800138000', null, ''], ['13800138000', null, '']],
	['mobile', '', []],
	['mobile', ' \n\u200b', []],
	['mobile', null, []],
	['mobile', undefined, []],
])('the %s list %j has the values %j', (kind, written, values) => {
	expect(listed(written, kind)).toEqual(values);
});

test('an object is no list', () => {
	expect(listed({ mobile: '13800138000' }, 'mobile')).toMatch(/an object, not a list/);
});
