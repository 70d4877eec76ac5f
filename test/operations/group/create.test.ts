import { byName, group, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { requestLines, useSandbox, writes } from '../../support/sandbox';

const hub = useSandbox();
const named = (...names: unknown[]) => names.map((name) => ({ name })) as Array<{ name: string }>;
const creating = (more = {}) =>
	group('create', { name: '={{ $json.name }}', ifNameExists: 'create', ...more });
const groupNames = () =>
	hub()
		.groups()
		.map(({ name }) => name);

test.each([200, 201] as const)(
	'creating sends the reference’s call and gives the group as the API does (HTTP %i)',
	async (createStatus) => {
		hub().quirks.createStatus = createStatus;
		const { items } = await runNode(hub(), {
			parameters: group('create', { name: ' 金卡会员 ', ifNameExists: 'create' }),
		});
		expect(requestLines(hub())).toEqual(['POST /v1/lists {"name":"金卡会员"}']);
		const [{ dateCreated }] = hub().groups();
		expect(items).toEqual([
			{ json: { id: 1, name: '金卡会员', dateCreated, lastUpdated: dateCreated }, pairedItem: { item: 0 } },
		]);
	},
);

test('items create their groups one after another, in the order of the input', async () => {
	hub().latency = 10;
	const { items } = await runNode(hub(), { input: named('c', 'a', 'b'), parameters: creating() });
	expect(items.map(({ json, pairedItem }) => [json.id, json.name, pairedItem])).toEqual([
		[1, 'c', { item: 0 }],
		[2, 'a', { item: 1 }],
		[3, 'b', { item: 2 }],
	]);
	expect(hub().maxInFlight).toBe(1);
});

test('Create Another Group makes one more of a name that exists', async () => {
	hub().addGroup({ name: '金卡会员' });
	const { json } = await runNode(hub(), { input: named('金卡会员', '金卡会员'), parameters: creating() });
	expect(json.map((each) => [each.id, 'created' in each])).toEqual([
		[2, false],
		[3, false],
	]);
	expect(writes(hub())).toHaveLength(2);
});

test('Use Existing takes the group there is or creates one, and creates a repeated new name once', async () => {
	hub().addGroup({ name: '金卡会员', dateCreated: '2017-05-23T02:42:14Z' });
	const { json } = await runNode(hub(), {
		input: named('金卡会员', '新品试用', ' 金卡会员 ', '新品试用'),
		parameters: creating({ ifNameExists: 'useExisting' }),
	});
	const date = '2017-05-23T02:42:14Z';
	const existing = { id: 1, name: '金卡会员', dateCreated: date, lastUpdated: date, created: false };
	expect(json[0]).toEqual(existing);
	expect(json[2]).toEqual(existing);
	expect([json[1], json[3]]).toMatchObject([
		{ id: 2, name: '新品试用', created: true },
		{ id: 2, name: '新品试用', created: false },
	]);
	expect(groupNames()).toEqual(['金卡会员', '新品试用']);
	expect(writes(hub())).toEqual(['POST /v1/lists {"name":"新品试用"}']);
});

test('Use Existing is refused where several groups have the name, and lists them', async () => {
	for (const dateCreated of ['2017-05-23T02:42:14Z', '2018-01-01T00:00:00Z'])
		hub().addGroup({ name: '金卡会员', dateCreated });
	const { error } = await runNode(hub(), {
		input: named('金卡会员'),
		parameters: creating({ ifNameExists: 'useExisting' }),
	});
	expect(error).toBeRefused({
		item: 0,
		reason: 'ambiguous',
		names: ['“金卡会员”', '(ID 1, created 2017-05-23T02:42:14Z)', '(ID 2, created 2018-01-01T00:00:00Z)'],
	});
	expect(writes(hub())).toEqual([]);
});

test('Stop fails an item whose name exists, even if this run created it', async () => {
	hub().addGroup({ name: '金卡会员' });
	const run = {
		input: named('新品试用', '金卡会员', '新品试用'),
		parameters: creating({ ifNameExists: 'stop' }),
	};
	const { items, refused } = await runNode(hub(), { ...run, onError: 'continueErrorOutput' });
	expect(items.map(({ json, pairedItem }) => [json.id, 'created' in json, pairedItem])).toEqual([
		[2, false, { item: 0 }],
	]);
	expect(refused).toHaveLength(2);
	expect(refused[0]).toBeRefused({ item: 1, reason: 'guard', names: ['“金卡会员”'], says: 'alreadyExists' });
	expect(refused[1]).toBeRefused({ item: 2, reason: 'guard', names: ['“新品试用”'], says: 'alreadyExists' });
	const { error } = await runNode(hub(), run);
	expect(error).toBeRefused({ item: 0, reason: 'guard', names: ['“新品试用”'], says: 'alreadyExists' });
	expect(groupNames()).toEqual(['金卡会员', '新品试用']);
});

test('Stop names all groups of the name', async () => {
	for (const name of ['金卡会员', '金卡会员']) hub().addGroup({ name });
	const { error } = await runNode(hub(), {
		input: named('金卡会员'),
		parameters: creating({ ifNameExists: 'stop' }),
	});
	expect(error).toBeRefused({ item: 0, reason: 'guard', says: 'several', names: ['1, 2'] });
	// Use Existing would be refused, too.
	expect(error?.description).not.toContain('Use Existing');
});

test.each([
	['x'.repeat(256), 'Name has 256 characters; the limit is 255'],
	['😀'.repeat(128), 'Name has 256 characters; the limit is 255'],
	['', 'Name is empty'],
	[' \n', 'Name is empty'],
	[null, 'Name is empty'],
	[{ a: 1 }, 'Name must be text, not an object'],
])('a name of %j is refused before anything is created', async (name, message) => {
	const { error } = await runNode(hub(), { input: named('a', name), parameters: creating() });
	expect(error?.message).toBe(`${message} [item 1]`);
	expect(hub().requests).toEqual([]);
});

test.each([
	['\ufffd\ufffd会员', /wrong encoding.*GBK/],
	['»áÔ±', /wrong encoding.*GBK/],
	['ä¼\u009aå\u0091\u0098', /wrong encoding.*UTF-8/],
])('a name in the wrong encoding is refused, wherever a group is named: %j', async (name, fact) => {
	for (const parameters of [
		group('create', { name }),
		group('get', { group: byName(name) }),
		member('check', byName(name), { customerId: '1' }),
	]) {
		const { error } = await runNode(hub(), { parameters });
		expect(error).toBeRefused({ item: 0, reason: 'invalid' });
		expect(`${error?.message} ${error?.description}`).toMatch(fact);
	}
	expect(hub().requests).toEqual([]);
});

test.each(['x'.repeat(255), `${'😀'.repeat(127)}x`, '2024', '"引号" \\ 换行', '<b>&', '【双11】', '“VIP”'])(
	'a name of %j is kept exactly',
	async (name) => {
		await runNode(hub(), { input: named(name), parameters: creating() });
		expect(groupNames()).toEqual([name]);
	},
);

test.each(['[object Object]', '{{ $json.name }}', 'undefined', 'NaN', '#REF!', 'Err:502', '???'])(
	'what a program leaves where a name was meant makes no group: %s',
	async (name) => {
		const { error } = await runNode(hub(), { input: named(name), parameters: creating() });
		expect(error).toBeRefused({ item: 0, reason: 'invalid', field: 'Name' });
		expect(hub().requests).toEqual([]);
	},
);

test('a name that was read with the wrong encoding makes no group', async () => {
	const { json, refused } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: [{ name: '\ufffd\ufffd会员' }, { name: '春节活动' }],
		parameters: group('create', { name: '={{ $json.name }}' }),
	});
	expect(json).toMatchObject([{ name: '春节活动' }]);
	expect(refused[0]).toBeRefused({ item: 0, reason: 'invalid', field: 'Name', names: ['GBK'] });
	expect(writes(hub())).toEqual(['POST /v1/lists {"name":"春节活动"}']);
});

test('a refusal quotes DM Hub’s words and code, and names the item and what was done before', async () => {
	hub().faults.add({
		kind: 'refuse',
		after: 1,
		body: '{"error_code":40035,"error_description":"too few rights"}',
	});
	const { error } = await runNode(hub(), { input: named('a', 'b', 'c'), parameters: creating() });
	expect(error).toBeRefused({
		item: 1,
		code: '40035',
		httpStatus: 200,
		words: 'too few rights',
		names: ['POST /v1/lists'],
		done: { created: 1 },
	});
	expect(groupNames()).toEqual(['a']);
});
