import fc from 'fast-check';
import { useSandbox } from '../support/hub';
import {
	expectCustomersUnharmed,
	expectMembersInBounds,
	expectOutputsTrue,
	heldBy,
	ownersOf,
} from '../support/promisesToPeople';
import {
	cannotSearchEmails,
	creates,
	run,
	scenarioOfPeople,
	settle,
	type Scenario,
} from '../support/randomPeople';
import { runs } from '../support/randomRuns';

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
			expectOutputsTrue(given, result, before, heldBy(sandbox(), listId));
		},
		({ stops }) => !stops,
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
