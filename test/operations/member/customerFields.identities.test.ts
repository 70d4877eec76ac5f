import type { INodeParameters } from 'n8n-workflow';
import type { Fault, LoggedRequest } from '../../../sandbox';
import { exportedText } from '../../support/files';
import { upFrom } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox } from '../../support/sandbox';

const hub = useSandbox();
const options = { customerFields: ['openId', 'name', 'unionId'] };
const PATH = '/v1/customeridentities';
const IDS = upFrom(1, 90);
/** Every third customer has an OpenID, every ninth has two, every fifth a UnionID. */
const openIdsOf = (id: number) => (id % 9 === 0 ? [`o${id}`, `o${id}b`] : id % 3 === 0 ? [`o${id}`] : []);
const unionIdOf = (id: number) => (id % 5 === 0 ? `u${id}` : undefined);
const GONE = [2, 45];

function aGroup(ids = IDS): string {
	const { id: group } = hub().addGroup({ name: '金卡会员' });
	for (const id of ids)
		hub().addCustomer({
			id,
			name: `客户${id}`,
			identities: [
				{ identityType: 'member-no', identityValue: `VIP${id}` },
				...openIdsOf(id).map((identityValue) => ({ identityType: 'wechat', identityValue })),
				...(unionIdOf(id) ? [{ identityType: 'wechat-unionid', identityValue: unionIdOf(id)! }] : []),
			],
		});
	hub().addMembers(group, ids);
	for (const gone of GONE) hub().deleteCustomer(gone);
	return group;
}

const listing = async (group: string, more: INodeParameters = options) =>
	await runNode(hub(), { parameters: member('getAll', byId(group), { returnAll: true, options: more }) });
const asked = () => hub().requests.filter(({ path }) => path === PATH);
const expected = (ids = IDS) =>
	ids.map((id) =>
		GONE.includes(id)
			? null
			: { name: `客户${id}`, openId: openIdsOf(id).join(',') || null, unionId: unionIdOf(id) ?? null },
	);
const told = (json: Array<Record<string, unknown>>) => json.map(({ customer }) => customer);

/** All identities of a customer, as DM Hub writes them. */
const rowsOf = (id: number) =>
	GONE.includes(id)
		? []
		: [
				{ customerId: String(id), identityType: 'member-no', identityValue: `VIP${id}` },
				...openIdsOf(id).map((value) => ({
					customerId: String(id),
					identityType: 'wechat',
					identityValue: value,
				})),
				...(unionIdOf(id)
					? [{ customerId: String(id), identityType: 'wechat-unionid', identityValue: unionIdOf(id) }]
					: []),
			];
/** A server that answers by itself; undefined lets the sandbox answer. */
const answering = (answer: (ids: number[]) => object[] | Fault | undefined) =>
	hub().faults.plan(({ path, query }: LoggedRequest) => {
		if (path !== PATH) return undefined;
		const answered = answer((query.customerIds ?? '').split(',').map(Number));
		return Array.isArray(answered) ? { kind: 'refuse', body: JSON.stringify(answered) } : answered;
	});

test('OpenIDs and UnionIDs come in bulk, several of one customer with commas, null where there is none', async () => {
	const { json, hints } = await listing(aGroup());
	expect(told(json)).toEqual(expected());
	expect(Object.keys(json[2].customer as object)).toEqual(['name', 'openId', 'unionId']);
	expect(asked().length).toBeLessThanOrEqual(2);
	expect(hints).toEqual([]);
});

test('only what was chosen is asked for', async () => {
	const group = aGroup();
	await listing(group, { customerFields: ['name'] });
	expect(asked()).toEqual([]);
	hub().clearLog();
	const { json } = await listing(group, { customerFields: ['openId'] });
	// Whoever has no identity at all may be gone; of a list of whom nobody is there, a second answer tells that it was read.
	expect(
		hub()
			.requests.filter(({ path }) => path.startsWith('/v1/customers'))
			.flatMap(({ query }) => query.idList ?? []),
	).toEqual(['2,45', '2,45,1']);
	expect(told(json)).toEqual(
		IDS.map((id) => (GONE.includes(id) ? null : { openId: openIdsOf(id).join(',') || null })),
	);
});

test('nobody counts as gone where customers may not be read, but their identities', async () => {
	const group = aGroup();
	hub().faults.plan(({ path }) =>
		path === '/v1/customers' ? { kind: 'refuse', status: 403, body: '' } : undefined,
	);
	const { json, error } = await listing(group, { customerFields: ['openId'] });
	expect(error).toBeUndefined();
	expect(told(json)[1]).toEqual({ openId: null });
});

test('a CSV file has a column for each', async () => {
	const { items } = await runNode(hub(), {
		parameters: member('exportToFile', byId(aGroup()), { options }),
	});
	const [header, ...lines] = exportedText(items[0]).split('\r\n');
	expect(header).toContain('name,openId,unionId');
	expect(lines[8]).toContain('客户9,"o9,o9b",');
});

test('10,000 members with long IDs are asked for as many at once as a request line takes', async () => {
	const { id: group } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(group, 2_000, { firstCustomerId: '1627652953215191041' });
	hub().addCustomer({
		id: '1627652953215191777',
		identities: [{ identityType: 'wechat', identityValue: 'o6' }],
	});
	const { json } = await listing(group, { customerFields: ['openId'] });
	expect(json.filter(({ customer }) => (customer as { openId: unknown }).openId !== null)).toMatchObject([
		{ customerId: '1627652953215191777', customer: { openId: 'o6' } },
	]);
	expect(asked().length).toBeLessThan(12);
	expect(Math.max(...asked().map(({ url }) => url.length))).toBeLessThan(7_700);
});

describe('a server that', () => {
	test('ignores the list and answers with anybody: never another customer’s, and a hint', async () => {
		const group = aGroup();
		answering((ids) =>
			ids.length > 1 ? [...rowsOf(3), ...rowsOf(9), { ...rowsOf(6)[1], customerId: '999' }] : undefined,
		);
		const { json, hints } = await listing(group);
		expect(told(json)).toEqual(expected());
		expect(hints).toEqual([expect.stringMatching(/^DM Hub ignored the list of customer IDs, .* one by one/)]);
	});

	test('ignores any customer ID is refused, since nobody can tell whose identities are missing', async () => {
		const group = aGroup();
		answering(() => [{ ...rowsOf(6)[1], customerId: '999' }]);
		const { json, error } = await listing(group);
		expect(json).toEqual([]);
		expect(error).toBeRefused({ item: 0, reason: 'unreadable', says: 'identitiesOfOthers' });
	});

	test.each([1, 2, 7, 30])('gives at most %d identities at a time', async (cap) => {
		const group = aGroup();
		answering((ids) => ids.flatMap(rowsOf).slice(0, ids.length === 1 ? 9 : cap));
		const { json } = await listing(group);
		expect(told(json)).toEqual(expected());
	});

	test('takes ten customers at a time, by a refusal', async () => {
		const group = aGroup();
		answering((ids) =>
			ids.length > 10 ? { kind: 'refuse', status: 400, body: '{"error_code":40004}' } : undefined,
		);
		const { json } = await listing(group);
		expect(told(json)).toEqual(expected());
		expect(asked().length).toBeLessThan(40);
	});

	test('takes the first ten customers of a list, quietly', async () => {
		const group = aGroup();
		hub().quirks.idListLimit = { max: 10, answer: 'cut' };
		const { json } = await listing(group);
		expect(told(json)).toEqual(expected());
	});

	test('refuses a customer who is gone', async () => {
		const group = aGroup();
		answering((ids) =>
			ids.some((id) => GONE.includes(id))
				? {
						kind: 'refuse',
						status: 500,
						body: '{"error_code":40201,"error_description":"permission is not enough"}',
					}
				: undefined,
		);
		const { json } = await listing(group);
		expect(told(json)).toEqual(expected());
	});

	test('lets the application read customers, but not identities, says so', async () => {
		const group = aGroup();
		answering(() => ({
			kind: 'refuse',
			status: 500,
			body: '{"error_code":40201,"error_description":"permission is not enough"}',
		}));
		const { json, error } = await listing(group);
		expect(json).toEqual([]);
		expect(error).toBeRefused({
			reason: 'noRight',
			names: ['/v1/customeridentities', 'WeChat OpenID'],
			says: 'noRightToRead',
		});
	});

	test.each([404, 405])('has no such call (%i), says so: its address is right', async (status) => {
		const group = aGroup();
		answering(() => ({ kind: 'refuse', status, body: '<html>Not Found</html>', contentType: 'text/html' }));
		const { json, error } = await listing(group);
		expect(json).toEqual([]);
		expect(error).toBeRefused({
			reason: 'refused',
			httpStatus: status,
			names: ['/v1/customeridentities', 'WeChat OpenID', 'has no call that gives WeChat IDs'],
		});
		expect(error?.description).not.toContain('Base URL');
	});

	test('is not DM Hub at all, has its address checked', async () => {
		hub().faults.plan(() => ({ kind: 'refuse', status: 404, body: 'Not Found' }));
		const { error } = await runNode(hub(), {
			input: [{ customerId: 1 }],
			parameters: member('remove', byId(1), { options: { customerFields: ['openId'] } }),
		});
		expect(error).toBeRefused({ reason: 'refused', names: [PATH, 'Base URL'] });
	});
});
