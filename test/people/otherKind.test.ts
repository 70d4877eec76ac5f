import { byId, person } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

const hub = useSandbox({ customers: 0 });

test.each([
	['mobile', 'name@example.com', 'Email'],
	['mobile', '王芳 <Name@Example.com>', 'Email'],
	['email', '138 0013 8000', 'Mobile Number'],
	['openId', '138 0013 8000', 'Mobile Number'],
	['openId', 'name@example.com', 'Email'],
	['unionId', '+86 13800138000', 'Mobile Number'],
])(
	'a value of another kind in %s is refused with the setting that reads it: %s',
	async (by, value, setting) => {
		const { error } = await runNode(hub(), {
			input: [{ [by]: value }],
			parameters: { ...person('add', by), group: byId(1) },
		});
		expect(error).toBeRefused({ item: 0, reason: 'invalid', customer: value });
		expect(error?.description).toContain(`set “Identify Customers By” to “${setting}”`);
		expect(hub().requests).toEqual([]);
	},
);

test.each([
	['mobile', '12345'],
	['email', 'name.example.com'],
	['openId', '王 芳'],
])('what is of no kind is told how to write it (%s: %s)', async (by, value) => {
	const { error } = await runNode(hub(), { input: [{ [by]: value }], parameters: person('add', by) });
	expect(error).toBeRefused({ item: 0, reason: 'invalid', customer: value });
	expect(error?.description).not.toContain('Identify Customers By');
});
