import type { INodePropertyOptions } from 'n8n-workflow';
import { ConvertlabGroups } from '../nodes/ConvertlabGroups/ConvertlabGroups.node';
import * as customerEndpoints from '../nodes/api/customerEndpoints';
import * as endpoints from '../nodes/api/endpoints';
import type { Request } from '../nodes/api/request';
import { TOKEN_REQUEST } from '../nodes/api/sending/exchange';
import { routeOf } from '../sandbox/routes';
import { storedNames } from './support/storedNames';
import { everyOperation, populate } from './support/everyOperation';
import { runNode } from './support/run';
import { useSandbox } from './support/sandbox';
import { textOf } from './support/sources';

/** Whoever adds an operation or an endpoint is told here what else it needs. */

const operations = Object.entries(storedNames).flatMap(([resource, named]) =>
	Object.keys(named).map((operation) => `${resource} ${operation}`),
);
const { properties } = new ConvertlabGroups().description;
const optionsNamed = (name: string, resource?: string) =>
	properties
		.filter((property) => property.name === name)
		.filter(({ displayOptions }) => !resource || displayOptions?.show?.resource?.includes(resource))
		.flatMap(({ options = [] }) => options as INodePropertyOptions[]);

/** `Group Member Add to Group`, as the editor and the tables of the docs call `member add`. */
const titles = optionsNamed('resource').flatMap(({ name, value }) =>
	optionsNamed('operation', String(value)).map((operation) => `${name} ${operation.name}`),
);

/** A row may tell of several operations: `| Group | Get / Get Many |`. */
const rowsOf = (path: string): string[] =>
	[...textOf(path).matchAll(/^\| *(Group|Group Member) *\| *([^|]+?) *\|/gm)].flatMap(([, resource, cell]) =>
		cell.split(' / ').map((operation) => `${resource} ${operation}`),
	);

const order = { sortBy: 'id', direction: 'asc' } as const;
const identity = { identityType: 'wechat', identityValue: 'x' };
/** Each endpoint once, as a request. */
const requests: Record<string, Request> = {
	createGroup: endpoints.createGroup('金卡会员'),
	deleteGroup: endpoints.deleteGroup('1'),
	listGroups: endpoints.listGroups(order, 1, 1),
	addMember: endpoints.addMember('1', '2'),
	removeMembership: endpoints.removeMembership('3'),
	removeMembers: endpoints.removeMembers('1', ['2']),
	addMembers: endpoints.addMembers('1', ['2']),
	listMembers: endpoints.listMembers({ listId: '1' }, order, 1),
	countMembers: endpoints.countMembers('1'),
	searchCustomers: customerEndpoints.searchCustomers({ mobile: '13800138000' }, [], { rows: 1 }),
	countCustomers: customerEndpoints.countCustomers(),
	getCustomer: customerEndpoints.getCustomer('2'),
	customersByIdentity: customerEndpoints.customersByIdentity(identity),
	identitiesOfCustomers: customerEndpoints.identitiesOfCustomers(['2']),
	saveCustomer: customerEndpoints.saveCustomer({ name: '王芳' }),
	saveCustomerWithIdentity: customerEndpoints.saveCustomerWithIdentity({ name: '王芳' }, identity),
};

/** A request as the reference names it. */
const callOf = (method: string, path: string): string => `${method} ${routeOf(method, path)?.path}`;
const hub = useSandbox();

/** Both ways round, by name: the diff says what is missing where. */
const expectSame = (found: Iterable<string>, wanted: Iterable<string>) =>
	expect([...new Set(found)].sort()).toEqual([...new Set(wanted)].sort());

test('every operation of the contract has a trial with faults, and every trial has an operation', () => {
	expectSame(
		everyOperation.map(({ name }) => name.replace(/^(\w+ \w+).*/, '$1')),
		operations,
	);
});

test('every endpoint is asked for in some trial', async () => {
	const asked = new Set<string>();
	for (const trial of everyOperation) {
		hub().reset();
		const { id, otherId } = populate(hub(), trial);
		await runNode(hub(), { input: trial.input, parameters: trial.parameters(id, otherId) });
		for (const { method, path } of hub().requests) asked.add(callOf(method, path));
	}
	// For many people at once, and for a server that ignores a list of ids: no trial has either.
	const others = ['GET /v1/customers/count', 'GET /v1/customers/{id}'];
	const missing = Object.values(requests).map(({ method, path }) => callOf(method, path));
	expect(missing.filter((call) => !asked.has(call) && !others.includes(call))).toEqual([]);
});

test.each(['README.md', 'docs/reference.md', 'docs/administrators.md', 'docs/zh-CN.md'])(
	'the table of operations in %s names every operation as the editor does',
	(path) => {
		expect(titles).toHaveLength(operations.length);
		expectSame(rowsOf(path), titles);
	},
);

test('every endpoint is among the requests of this file', () => {
	expectSame(Object.keys(requests), Object.keys({ ...endpoints, ...customerEndpoints }));
});

test('the sandbox answers every endpoint', () => {
	const unanswered = Object.values(requests).filter(({ method, path }) => !routeOf(method, path));
	expect(unanswered.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

test('the table of endpoints in docs/reference.md names every call that the nodes send, and no other', () => {
	const documented = [...textOf('docs/reference.md').matchAll(/^\| `((?:GET|POST|DELETE) [^`]+)` \|/gm)];
	const sent = [...Object.values(requests), TOKEN_REQUEST].map(({ method, path }) => callOf(method, path));
	expectSame(
		documented.map(([, call]) => call),
		sent,
	);
});
