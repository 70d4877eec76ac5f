import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import {
	cannotSearchEmails,
	creates,
	expectCustomersUnharmed,
	expectMembersInBounds,
	expectOutputsTrue,
	expectUnknownSent,
	heldBy,
	ownersOf,
	run,
	scenarioOfPeople,
	settle,
	type Scenario,
} from './people';
import { runs } from './runs';
import { isPassing, lookTwice } from './strikes';
import type { NodeResult } from '../support/run';
import { useSandbox } from '../support/sandbox';

const sandbox = useSandbox({ customers: 0 });

const property = (
	check: (given: Scenario) => Promise<void>,
	only: (given: Scenario) => boolean = () => true,
) => fc.assert(fc.asyncProperty(scenarioOfPeople.filter(only), check), runs(25));

test('afterwards, customers and members are exactly those that the outputs report', async () => {
	expect.hasAssertions();
	await property(
		async (given) => {
			const listId = settle(sandbox(), given);
			const before = heldBy(sandbox(), listId);
			const result = await run(sandbox(), listId, given);
			const after = lookTwice(() => heldBy(sandbox(), listId));
			expectOutputsTrue(given, result, before, after);
			expectUnknownSent(sandbox(), given, result, after);
		},
		({ stops }) => !stops,
	);
});

/** What became of each item, in words that no repeat changes. */
const endings = ({ error, items, refused }: NodeResult) => ({
	stopped: error !== undefined,
	done: items
		.map(({ json, pairedItem }) =>
			JSON.stringify([pairedItem, json.isMember, json.removed, json.change, json.customerCreated]),
		)
		.sort(),
	refused: refused.map(({ json, pairedItem }) => [pairedItem, (json.details as IDataObject).reason]),
});

test('where a repeat gets over every fault, a run ends as it does without one', async () => {
	expect.hasAssertions();
	await property(
		async (given) => {
			const undisturbed = settle(sandbox(), { ...given, strikes: [] });
			const expected = endings(await run(sandbox(), undisturbed, given));
			const kept = heldBy(sandbox(), undisturbed).members.size;
			const disturbed = settle(sandbox(), given);
			expect(endings(await run(sandbox(), disturbed, given))).toEqual(expected);
			if (!expected.stopped) expect(heldBy(sandbox(), disturbed).members.size).toBe(kept);
		},
		({ strikes }) => isPassing(strikes),
	);
});

test('nobody is created twice, overwritten, or added or removed without having been asked for', async () => {
	expect.hasAssertions();
	await property(async (given) => {
		const listId = settle(sandbox(), given);
		const before = heldBy(sandbox(), listId);
		await run(sandbox(), listId, given);
		const after = heldBy(sandbox(), listId);
		expectCustomersUnharmed(given, before, after);
		expectMembersInBounds(given, before, after);
	});
});

test('where one person cannot be resolved, a run that stops writes nothing and a sync leaves the group as it is', async () => {
	expect.hasAssertions();
	await property(
		async (given) => {
			const listId = settle(sandbox(), given);
			const before = heldBy(sandbox(), listId);
			await run(sandbox(), listId, given);
			expect(heldBy(sandbox(), listId)).toEqual(before);
		},
		(given) =>
			(given.stops || given.operation === 'sync') &&
			given.operation !== 'check' &&
			!(given.by === 'email' && cannotSearchEmails(given)) &&
			given.asked.some((one) => given.known.includes(one) && given.doubled.includes(one)),
	);
});

test('running again does what was left undone, and creates nobody who is there', async () => {
	expect.hasAssertions();
	await property(
		async (given) => {
			const listId = settle(sandbox(), given);
			await run(sandbox(), listId, given);
			sandbox().faults.clear();
			const between = heldBy(sandbox(), listId);
			const again = await run(sandbox(), listId, given);
			const after = heldBy(sandbox(), listId);
			expectOutputsTrue(given, again, between, after);
			expectCustomersUnharmed(given, between, after);
			const failed = new Set(
				again.refused.map(({ pairedItem }) => given.asked[(pairedItem as { item: number }).item]),
			);
			for (const one of given.asked.filter((each) => !failed.has(each) && given.operation !== 'check')) {
				const owners = ownersOf(one, given.by, after);
				// Where DM Hub can search by no email, a second one with it may be on another page.
				const isSearched = given.by !== 'email' || !cannotSearchEmails(given);
				if (!isSearched) continue;
				if (creates(given) || given.operation !== 'sync') expect(owners).toHaveLength(1);
				for (const id of owners)
					expect({ one, isIn: after.members.has(id) }).toEqual({ one, isIn: given.operation !== 'remove' });
			}
		},
		({ stops }) => !stops,
	);
});
