import { Refusal } from '../../nodes/api/errors';
import { InvalidParameter } from '../../nodes/editor/invalidParameter';
import { Results } from '../../nodes/ConvertlabGroups/run/results';

const refusal = new Refusal({
	kind: 'refused',
	work: 'undone',
	message: 'DM Hub says no',
	description: 'Ask somebody else.',
	code: '40402',
	httpStatus: 200,
});
const pairedItem = (item: number) => ({ item });

test('outputs come in the order of the input, in whichever order they were added', () => {
	const results = new Results({ takesDetails: true, hasField: () => false });
	for (const item of [2, 0, 1]) results.add({ item, json: { of: item } });
	expect(results.items(false)).toEqual(
		[0, 1, 2].map((item) => ({ json: { of: item }, pairedItem: pairedItem(item) })),
	);
});

test('several outputs of one item come by position, and one that never came leaves no gap', () => {
	const results = new Results({ takesDetails: true, hasField: () => false });
	for (const position of [3, 0, 1]) results.add({ item: 0, position, json: { position } });
	expect(results.items(false).map(({ json }) => json.position)).toEqual([0, 1, 3]);
});

test('an output with a slot comes there and stays linked to its item', () => {
	const results = new Results({ takesDetails: true, hasField: () => false });
	results.add({ item: 1, json: { of: 1 } });
	results.add({ item: 2, slot: 0, json: { of: 2 } });
	expect(results.items(false).map((each) => [each.json.of, each.pairedItem])).toEqual([
		[2, pairedItem(2)],
		[1, pairedItem(1)],
	]);
});

test('a page of a single item is handed out as it was gathered, with one link for all its rows', () => {
	const results = new Results({ takesDetails: true, hasField: () => false });
	results.add({ item: 0, page: [{ id: 1 }, { id: 2 }] });
	results.add({ item: 0, page: [{ id: 3 }] });
	const items = results.items(false);
	expect(items.map(({ json }) => json.id)).toEqual([1, 2, 3]);
	expect(items[0].pairedItem).toBe(items[1].pairedItem);
	expect(results.items(true)).toBe(items);
});

test('a file in a page comes beside its json', () => {
	const results = new Results({ takesDetails: true, hasField: () => false });
	const binary = { data: { data: '', mimeType: 'text/csv' } };
	results.add({ item: 0, page: [{ json: { members: 1 }, binary }] });
	expect(results.items(false)).toEqual([{ json: { members: 1 }, binary, pairedItem: pairedItem(0) }]);
});

test('a success that holds a field called error stays a success', () => {
	const results = new Results({ takesDetails: true, hasField: () => false });
	results.add({ item: 0, cause: refusal });
	results.add({ item: 1, json: { error: 'a column of the user’s' } });
	expect(results.items(true).map(({ json }) => json.error)).toEqual([
		'a column of the user’s',
		'DM Hub says no',
	]);
});

test('an item that fails as a whole loses its outputs and fails once', () => {
	const results = new Results({ takesDetails: true, hasField: () => false });
	results.add({ item: 0, page: [{ id: 1 }] });
	results.fail(0, { cause: refusal });
	results.fail(0, { cause: new Error('later') });
	results.add({ item: 1, json: { id: 2 } });
	expect(results.items(false).map(({ json }) => json.error ?? json.id)).toEqual(['DM Hub says no', 2]);
});

test('each kind keeps the order of the input where successes come first', () => {
	const results = new Results({ takesDetails: true, hasField: () => false });
	results.add({ item: 0, cause: refusal, customerId: '1' });
	results.add({ item: 1, json: { id: 2 } });
	results.add({ item: 2, cause: refusal, customerId: '3' });
	results.add({ item: 3, json: { id: 4 } });
	const order = (successesFirst: boolean) =>
		results.items(successesFirst).map(({ pairedItem }) => (pairedItem as { item: number }).item);
	expect(order(false)).toEqual([0, 1, 2, 3]);
	expect(order(true)).toEqual([1, 3, 0, 2]);
});

test.each([
	['that takes details', true, false],
	['of 1.x, which takes none', false, false],
	['where the input has details of its own', true, true],
])('a failure stays linked to its item on an n8n %s', (_what, takesDetails, hasField) => {
	const results = new Results({ takesDetails, hasField: () => hasField });
	results.add({ item: 3, cause: refusal });
	expect(results.items(false)).toMatchObject([{ pairedItem: pairedItem(3) }]);
});

describe('the details of a failure', () => {
	const failureOf = (failure: object, takesDetails = true) => {
		const results = new Results({ takesDetails, hasField: () => false });
		results.add({ item: 0, cause: refusal, ...failure });
		return results.items(false)[0].json;
	};

	test.each([
		['a refusal', {}, {}],
		['a customer', { customerId: '7', listId: '1' }, { customerId: 7, listId: 1 }],
		['a customer beyond 2^53', { customerId: '1627652953215191041' }, { customerId: '1627652953215191041' }],
		['a person', { customer: '138 0013 8000', listId: '1' }, { customer: '138 0013 8000', listId: 1 }],
		['an unknown outcome', { cause: refusal.with({ work: 'unknown' }) }, { outcome: 'unknown' }],
	])('hold what is known: %s', (_what, failure, more) => {
		expect(failureOf(failure)).toEqual({
			error: 'DM Hub says no',
			details: {
				reason: 'refused',
				description: 'Ask somebody else.',
				code: '40402',
				httpStatus: 200,
				...more,
			},
		});
	});

	test('hold no code and no status where a parameter is wrong', () => {
		const cause = new InvalidParameter('Customer ID is empty', 'Fill it in.');
		expect(failureOf({ cause }).details).toEqual({
			reason: 'invalid',
			description: 'Fill it in.',
		});
	});

	test('become part of the message on a host that takes them for a success', () => {
		expect(failureOf({ customerId: '7' }, false)).toEqual({
			error: 'DM Hub says no',
			message: 'DM Hub says no. Ask somebody else.',
		});
	});
});
