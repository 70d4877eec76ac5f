import type { Fault, LoggedRequest } from '../../../sandbox';
import { upFrom } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox } from '../../support/sandbox';

const hub = useSandbox();
const IDS = upFrom(1, 800);
const options = { customerFields: ['name', 'mobile'], customFields: 'attr1' };

/** Members, three of whom are no customers any more. */
function aGroup(): string {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, IDS);
	for (const gone of [1, 400, 800]) hub().deleteCustomer(gone);
	return id;
}

const refusals: Array<[string, Fault]> = [
	['HTTP 200', { kind: 'refuse', body: '{"error_code":40004,"error_description":"the params is illegal"}' }],
	['HTTP 400', { kind: 'refuse', status: 400, body: '{"error_code":40004}' }],
	['HTTP 500', { kind: 'refuse', status: 500, body: '{"error_code":50012,"error_description":"no"}' }],
	['its words alone', { kind: 'refuse', body: '{"error_code":7,"error_description":"this is not allowed"}' }],
];
const isSearch = ({ path }: LoggedRequest) => path === '/v1/customers';
const parameters: Array<[string, (request: LoggedRequest) => boolean]> = [
	['more than 100 rows', ({ query }) => Number(query.rows) > 100],
	['select', ({ query }) => query.select !== undefined],
	['idList', ({ query }) => query.idList !== undefined],
	['more than 100 rows and select', ({ query }) => Number(query.rows) > 100 || query.select !== undefined],
	['select and idList', ({ query }) => query.select !== undefined || query.idList !== undefined],
	['a list of more than one', ({ query }) => query.idList?.includes(',') === true],
	['one of the customers', ({ query }) => query.idList?.split(',').includes('7') === true],
];

describe.each(parameters)('a server that refuses %s', (what, isRefused) => {
	test.each(refusals)('is asked with less, or for one by one (refused with %s)', async (_, refusal) => {
		const group = aGroup();
		hub().faults.plan((request) => (isSearch(request) && isRefused(request) ? refusal : undefined));
		const { json, error, hints } = await runNode(hub(), {
			parameters: member('getAll', byId(group), { returnAll: true, options }),
		});
		expect(error).toBeUndefined();
		expect(json.map(({ customer }) => (customer as { mobile?: string } | null)?.mobile ?? null)).toEqual(
			IDS.map((id) => hub().customer(id)?.mobile ?? null),
		);
		const isSingly = /idList/.test(what);
		expect(hints).toEqual(isSingly ? [expect.stringContaining('read one by one')] : []);
		const searches = hub().requests.filter(isSearch);
		expect(searches.length).toBeLessThan(what === 'a list of more than one' ? 1_000 : 40);
	});
});

test('words about a missing right are believed where nobody can be read at all, after two requests', async () => {
	const group = aGroup();
	hub().faults.plan(({ path }) =>
		path.startsWith('/v1/customers')
			? { kind: 'refuse', body: '{"error_code":7,"error_description":"access denied"}' }
			: undefined,
	);
	const { error } = await runNode(hub(), { parameters: member('getAll', byId(group), { options }) });
	expect(error).toBeRefused({ reason: 'noRight', words: 'access denied', says: 'noRightToRead' });
	expect(hub().requests.filter(({ path }) => path.startsWith('/v1/customers'))).toHaveLength(2);
});

test('a missing right in the middle of a run is no absence', async () => {
	const group = aGroup();
	hub().quirks.customerFilters = ['mobile'];
	hub().faults.plan(({ path }) =>
		path.startsWith('/v1/customers/')
			? { kind: 'refuse', status: 403, body: '{"error_code":40300,"error_description":"forbidden"}' }
			: undefined,
	);
	const { error, json } = await runNode(hub(), { parameters: member('getAll', byId(group), { options }) });
	expect(json).toEqual([]);
	expect(error).toBeRefused({ words: 'forbidden', code: '40300', httpStatus: 403 });
});
