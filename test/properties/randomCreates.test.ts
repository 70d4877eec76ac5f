import fc from 'fast-check';
import type { LoggedRequest, Quirks, Sandbox } from '../../sandbox';
import { runs } from './runs';
import { isPassing, strike, strikes } from './strikes';
import { group } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();
const NAMES = ['金卡会员', '银卡会员', '双十一活动'];

const name = fc.constantFrom(...NAMES);
const scenario = fc.record({
	present: fc.uniqueArray(name),
	asked: fc.array(name, { minLength: 1, maxLength: 8 }),
	ifNameExists: fc.constantFrom('create' as const, 'useExisting' as const, 'stop' as const),
	strikes: strikes(10, ['badJson']),
	quirks: fc.record<Partial<Quirks>>({
		idsAsStrings: fc.boolean(),
		errorStyle: fc.constantFrom('error_code', 'error', 'success'),
		serverClockOffset: fc.constantFrom(0, 3_600_000, -3_600_000),
	}),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

const creates = (hub: Sandbox, each: string): LoggedRequest[] =>
	asked(hub, '/v1/lists', 'POST').filter(({ body }) => body.includes(each));

/** Whether it was not done and nobody can tell: a gateway gave up, or the connection broke. */
const isInDoubt = ({ fault, status }: LoggedRequest): boolean =>
	fault === 'cut' || (fault === 'busy' && (status === 408 || status === 504));

/** How many items of this name DM Hub's answers leave no choice but to refuse. */
const mustFail = ({ asked: wanted, present, ifNameExists }: Scenario, each: string): number => {
	if (ifNameExists !== 'stop') return 0;
	const items = wanted.filter((one) => one === each).length;
	return present.includes(each) ? items : Math.max(0, items - 1);
};

test('the groups there are afterwards are those that the outputs tell of, and none is made twice for one item', async () => {
	expect.hasAssertions();
	const property = fc.asyncProperty(scenario, async (given: Scenario) => {
		const hub = sandbox();
		hub.reset();
		Object.assign(hub.quirks, given.quirks);
		for (const each of given.present)
			hub.addGroup({ name: each, dateCreated: new Date(Date.now() - 86_400_000).toISOString() });
		const before = new Set(hub.groups().map(({ id }) => id));
		strike(hub, given.strikes);

		const { error, items, json, refused } = await runNode(hub, {
			input: given.asked.map((each) => ({ wanted: each })),
			parameters: group('create', { name: '={{ $json.wanted }}', ifNameExists: given.ifNameExists }),
			onError: 'continueErrorOutput',
		});
		expect(error).toBeUndefined();
		expect(items.length + refused.length).toBe(given.asked.length);

		const made = hub.groups().filter(({ id }) => !before.has(id));
		const told = new Set(json.filter(({ created }) => created !== false).map(({ id }) => String(id)));
		for (const item of items) {
			const { item: at } = item.pairedItem as { item: number };
			const held = hub.groups().find(({ id }) => id === String(item.json.id));
			expect(held?.name).toBe(given.asked[at]);
		}
		for (const id of told) expect(before.has(id)).toBe(false);
		const refusedOf = (each: string) => refused.filter(({ json: failed }) => failed.wanted === each);
		for (const each of NAMES) {
			const ofName = made.filter((one) => one.name === each);
			const untold = ofName.filter(({ id }) => !told.has(id));
			const notKnown = refusedOf(each).filter(
				({ json: failed }) => (failed.details as { outcome?: string }).outcome === 'unknown',
			);
			expect({ each, untold: untold.length > notKnown.length }).toEqual({ each, untold: false });
			// What was not sent is known, and what a repeat or a look gets over fails nobody.
			const sent = creates(hub, each);
			// Where one group of the name is wanted, a create that is not known is so for all its items.
			const atMost = given.ifNameExists === 'create' ? sent.length : sent.length * given.asked.length;
			expect({ each, isSent: notKnown.length <= atMost }).toEqual({ each, isSent: true });
			if (isPassing(given.strikes) && !sent.some(isInDoubt))
				expect({ each, refused: refusedOf(each).length }).toEqual({ each, refused: mustFail(given, each) });
			// Whoever wants one group of a name never gets two.
			if (given.ifNameExists !== 'create')
				expect({ each, made: ofName.length + (given.present.includes(each) ? 1 : 0) > 1 }).toEqual({
					each,
					made: false,
				});
		}
	});
	await fc.assert(property, runs(25));
});
