import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox } from '../../support/sandbox';
import type { INodeParameters } from 'n8n-workflow';

const hub = useSandbox();
const options = { customerFields: ['name'] };
const search = { path: '/v1/customers' };
const searches = () => hub().requests.filter(({ path }) => path.startsWith('/v1/customers'));

function aGroup(members = 30): string {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, members);
	return id;
}

describe.each(['getAll', 'exportToFile'])('customer fields in %s', (operation) => {
	const running = async (group: string, more: INodeParameters = {}) =>
		await runNode(hub(), {
			parameters: member(operation, byId(group), { options: { ...options, ...more } }),
		});

	test.each([
		{ status: 500, code: 40201, text: 'permission is not enough' },
		{ status: 200, code: 40201, text: 'permission is not enough' },
		{ status: 403, code: 40300, text: 'forbidden' },
		{ status: 200, code: 1, text: '没有权限' },
	])('say that a right is missing, in the server’s words, and which to tick (%j)', async (missingRight) => {
		const group = aGroup();
		Object.assign(hub().quirks, { customerRights: 'none', missingRight });
		const { error } = await running(group);
		expect(error).toBeRefused({
			reason: 'noRight',
			words: missingRight.text,
			names: ['GET /v1/customers'],
			says: ['noRightToRead', 'whereRightsAre'],
		});
		expect(searches()).toHaveLength(1);
	});

	test.each(['busy', 'cut', 'lost', 'truncated', 'lostHtml'] as const)(
		'are asked for again after a lost answer (%s)',
		async (kind) => {
			const group = aGroup();
			hub().faults.add({ kind, match: search });
			const { error, items } = await running(group);
			expect(error).toBeUndefined();
			expect(items).toHaveLength(operation === 'getAll' ? 30 : 1);
			expect(searches()).toHaveLength(2);
		},
	);

	test('fail the item whole when the server stays busy, while other items go on', async () => {
		const [one, other] = [aGroup(), hub().addGroup({ name: '空' }).id];
		hub().faults.plan(({ path }) => (path === '/v1/customers' ? 'busy' : undefined));
		const { items, refused } = await runNode(hub(), {
			input: [{ of: one }, { of: other }],
			parameters: member(operation, byId('={{ $json.of }}'), { options }),
			onError: 'continueErrorOutput',
		});
		expect(items).toHaveLength(operation === 'getAll' ? 0 : 1);
		expect(refused).toHaveLength(1);
		expect(refused).toBeRefused({ reason: 'unavailable', names: ['GET /v1/customers'], says: 'fiveTimes' });
	});
});

test('a missing right is asked for once, however many items need it', async () => {
	const groups = Array.from({ length: 12 }, () => aGroup());
	hub().quirks.customerRights = 'none';
	const { refused } = await runNode(hub(), {
		input: groups.map((of) => ({ of })),
		parameters: member('getAll', byId('={{ $json.of }}'), { options }),
		onError: 'continueErrorOutput',
	});
	expect(refused).toHaveLength(12);
	expect(new Set(refused.map(({ json }) => json.error)).size).toBe(1);
	expect(searches()).toHaveLength(1);
});

test('a failure on an early page ends the reading before later pages are asked for', async () => {
	const group = aGroup(30_000);
	const body = { error_code: 50000n };
	hub().faults.add({ kind: 'refuse', body, times: 1_000, match: { path: '/v1/customers*' } });
	const { error } = await runNode(hub(), {
		parameters: member('exportToFile', byId(group), { options }),
	});
	expect(error).toBeRefused({ reason: 'refused', code: '50000', names: ['GET /v1/customers'] });
	// Ten halvings of the first batch, then one by one; the other batches have waited for it.
	expect(searches().length).toBeLessThan(40);
});
