import fc from 'fast-check';
import { FAULT_KINDS } from '../../sandbox';
import { runs } from '../properties/runs';
import { upFrom } from '../support/inputs';
import { byId } from '../support/parameters';
import { useSandbox } from '../support/sandbox';
import { ActiveWorkflow, join, timePasses, type Keeping } from '../support/trigger';

const sandbox = useSandbox();
const fiveMinutes = 300_000;
const quick = FAULT_KINDS.filter((kind) =>
	/^(busy|cut|lost|lostHtml|truncated|badJson|redirect)$/.test(kind),
);

type Step =
	| { does: 'join'; customers: number; lateness: number; spread: boolean }
	| { does: 'leave' | 'rejoin' | 'poll' | 'restart' }
	| { does: 'wait'; seconds: number }
	| { does: 'fail'; after: number; kind: (typeof quick)[number]; times: number };

const step: fc.Arbitrary<Step> = fc.oneof(
	fc.record({
		does: fc.constant('join' as const),
		customers: fc.integer({ min: 1, max: 12 }),
		lateness: fc.constantFrom(0, 0, 30_000, fiveMinutes),
		spread: fc.boolean(),
	}),
	fc.record({ does: fc.constantFrom('leave' as const, 'rejoin' as const, 'restart' as const) }),
	fc.record({ does: fc.constant('poll' as const) }),
	fc.record({ does: fc.constant('poll' as const) }),
	fc.record({ does: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 120 }) }),
	fc.record({ does: fc.constant('wait' as const), seconds: fc.integer({ min: 100, max: 300 }) }),
	fc.record({
		does: fc.constant('fail' as const),
		after: fc.integer({ min: 0, max: 3 }),
		kind: fc.constantFrom(...quick),
		times: fc.integer({ min: 1, max: 6 }),
	}),
);

const life = fc.record({
	steps: fc.array(step, { minLength: 10, maxLength: 60 }),
	keeping: fc.constantFrom<Keeping>('memory', 'database'),
	memberRowCap: fc.constantFrom(null, 3, 10),
	memberRowsRandom: fc.constantFrom(null, 5),
	clock: fc.constantFrom(-86_400_000, 0, 3_600_000),
	before: fc.integer({ min: 0, max: 5 }),
});

test('every join that shows within five minutes is emitted exactly once, whatever happens meanwhile', async () => {
	await fc.assert(
		fc.asyncProperty(life, async ({ steps, keeping, memberRowCap, memberRowsRandom, clock, before }) => {
			const hub = sandbox();
			hub.reset();
			Object.assign(hub.quirks, { memberRowCap, memberRowsRandom, serverClockOffset: clock });
			const { id } = hub.addGroup({ name: '金卡会员' });
			if (before > 0) await join(hub, id, ...upFrom(1, before));
			const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) }, keeping });
			const emitted: unknown[] = [];
			const poll = async () => {
				const { json, error } = await workflow.poll();
				emitted.push(...json.map((membership) => membership.id));
				return error;
			};
			await poll();

			const expected = new Set(hub.members(id).map((membership) => Number(membership.id)));
			const old = new Set(expected);
			/** Those who left before anybody could see them, or before a poll did, may or may not have been seen. */
			const left = new Set<number>();
			let next = 100;
			const joined = async (...customers: number[]) => {
				await join(hub, id, ...customers);
				for (const membership of hub.members(id)) expected.add(Number(membership.id));
			};
			for (const action of steps) {
				const [first] = hub.members(id);
				if (action.does === 'join') {
					hub.faults.clear();
					hub.quirks[action.spread ? 'lateVisibilitySpread' : 'lateVisibility'] = action.lateness;
					await joined(...upFrom(next, action.customers));
					hub.quirks.lateVisibility = hub.quirks.lateVisibilitySpread = 0;
					await joined(next + action.customers);
					next += action.customers + 1;
				} else if (action.does === 'leave' || action.does === 'rejoin') {
					if (!first) continue;
					hub.removeMember(id, first.customerId);
					left.add(Number(first.id));
					hub.faults.clear();
					if (action.does === 'rejoin') await joined(Number(first.customerId));
				} else if (action.does === 'wait') timePasses(hub, action);
				else if (action.does === 'fail')
					hub.faults.add({ kind: action.kind, after: action.after, times: action.times });
				else if (action.does === 'restart') workflow.restart();
				else await poll();
			}
			hub.faults.clear();
			timePasses(hub, { seconds: 301 });
			for (let last = 1; last <= 3; last += 1) expect(await poll()).toBeUndefined();

			const once = new Set(emitted);
			expect(emitted).toHaveLength(once.size);
			const due = [...expected].filter((membership) => !old.has(membership) && !left.has(membership));
			expect(due.filter((membership) => !once.has(membership))).toEqual([]);
			expect([...once].filter((membership) => old.has(Number(membership)))).toEqual([]);
		}),
		runs(15),
	);
});
