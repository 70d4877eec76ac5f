import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { LoggedRequest, Sandbox } from '../../sandbox';
import { runs } from './runs';
import { upFrom } from '../support/inputs';
import { byId, group, member } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

const sandbox = useSandbox();
const GROUPS = 3;
const ids = (count: number) => upFrom(1, count);
const nameOf = (at: number) => `组${at}`;
const mobileOf = (at: number) => `1391234${String(at).padStart(4, '0')}`;

/** A run that writes about so many things, and whether a request is about one of them. */
interface Stopping {
	prepare(hub: Sandbox, groups: string[], count: number): IDataObject[];
	parameters(options: INodeParameters): INodeParameters;
	isAbout(request: LoggedRequest, one: number): boolean;
}

const inEveryGroup = (groups: string[], count: number) =>
	groups.flatMap((of) => ids(count).map((customerId) => ({ of, customerId })));
const ofItem = byId('={{ $json.of }}');
const namesCustomer = ({ body, query }: LoggedRequest, one: number) =>
	new RegExp(`"customerId":${one}[,}]|(^|,)${one}(,|$)`).test(body) ||
	(query.customerIds ?? '').split(',').includes(String(one));

const operations = {
	add: {
		prepare: (_hub, groups, count) => inEveryGroup(groups, count),
		parameters: (options) => member('add', ofItem, { options }),
		isAbout: namesCustomer,
	},
	remove: {
		prepare(hub, groups, count) {
			for (const id of groups) hub.addMembers(id, ids(count));
			return inEveryGroup(groups, count);
		},
		parameters: (options) => member('remove', ofItem, { options }),
		isAbout: namesCustomer,
	},
	/** Somebody to add and somebody to remove in every group. */
	sync: {
		prepare(hub, groups, count) {
			for (const id of groups) hub.addMembers(id, upFrom(count + 1, count));
			return inEveryGroup(groups, count);
		},
		parameters: (options) =>
			member('sync', ofItem, { dryRun: false, options: { ...options, removalLimit: 100 } }),
		isAbout: namesCustomer,
	},
	/** Creates them, and adds whoever was created. */
	addNew: {
		prepare: (_hub, groups, count) =>
			groups.flatMap((of) => ids(count).map((at) => ({ of, mobile: mobileOf(at) }))),
		parameters: (options) => member('add', ofItem, { customerBy: 'mobile', ifNotFound: 'create', options }),
		isAbout: ({ path, body }, one) => path === '/v1/customers' && body.includes(mobileOf(one)),
	},
	removeMemberships: {
		prepare(hub, [id], count) {
			hub.nextMembershipId = 101;
			hub.addMembers(id, ids(count));
			return ids(count).map((one) => ({ membershipId: 100 + one }));
		},
		parameters: ({ maxConcurrentRequests }) =>
			member('remove', undefined, {
				removeBy: 'membership',
				membershipId: '={{ $json.membershipId }}',
				options: { maxConcurrentRequests },
			}),
		isAbout: ({ path }, one) => path === `/v1/listMembers/${100 + one}`,
	},
	deleteGroups: {
		prepare: (hub, groups, count) => [
			...groups.map((of) => ({ of })),
			...ids(count).map((at) => ({ of: hub.addGroup({ name: nameOf(at) }).id })),
		],
		parameters: ({ maxConcurrentRequests }) =>
			group('delete', { group: ofItem, options: { maxConcurrentRequests } }),
		isAbout: ({ path }, one) => path === `/v1/lists/${one}`,
	},
	createGroups: {
		prepare: (_hub, _groups, count) => ids(count).map((at) => ({ name: `new ${at}.` })),
		parameters: ({ maxConcurrentRequests }) =>
			group('create', {
				name: '={{ $json.name }}',
				ifNameExists: 'create',
				options: { maxConcurrentRequests },
			}),
		isAbout: ({ body }, one) => body.includes(`"new ${one}."`),
	},
} satisfies Record<string, Stopping>;

const scenario = fc.record({
	operation: fc.constantFrom(...(Object.keys(operations) as Array<keyof typeof operations>)),
	customers: fc.integer({ min: 1, max: 30 }),
	refused: fc.integer({ min: 1, max: 30 }),
	batchSize: fc.integer({ min: 1, max: 10 }),
	maxConcurrentRequests: fc.integer({ min: 1, max: 5 }),
	/** How long each answer takes: less than a request may take, so that none is sent again. */
	delays: fc.uniqueArray(fc.integer({ min: 1, max: 5_000 }), { minLength: 20, maxLength: 20 }),
});

test('a run that stops writes nothing after its first refusal was answered', async () => {
	expect.hasAssertions();
	const property = fc.asyncProperty(scenario, async (given) => {
		const hub = sandbox();
		hub.reset();
		const groups = upFrom(1, GROUPS).map((at) => hub.addGroup({ name: nameOf(at) }).id);
		const operation: Stopping = operations[given.operation];
		const input = operation.prepare(hub, groups, given.customers);
		const refused = Math.min(given.refused, given.customers);
		const delayed = given.delays.slice();
		const answeredAt: number[] = [];
		hub.faults.plan((request) => {
			if (request.method === 'GET') return undefined;
			const ms = delayed.shift() ?? 1;
			if (!operation.isAbout(request, refused)) return { kind: 'slow', ms };
			answeredAt.push(request.at);
			return { kind: 'refuse', body: { error_code: 40004n, error_description: 'no' } };
		});
		const { batchSize, maxConcurrentRequests } = given;
		const result = await runNode(hub, {
			input,
			parameters: operation.parameters({ batchSize, maxConcurrentRequests }),
		});
		expect(result).toBeRefused({ words: 'no' });
		const first = Math.min(...answeredAt);
		const writes = hub.requests.filter(({ method }) => method !== 'GET');
		expect(writes.filter(({ at }) => at > first)).toEqual([]);
	});
	await fc.assert(property, runs(35));
});
