import fc from 'fast-check';
import { parseJson } from '../../nodes/api/http/json';
import { readMemberRows } from '../../nodes/api/http/memberRows';
import { readMemberships } from '../../nodes/api/http/rows';

const FIELDS = ['id', 'listId', 'customerId', 'dateCreated', 'lastUpdated'] as const;
const DATE = '"2017-06-07T12:20:20Z"';

/** A row as it goes over the wire. */
const rowOf = (values: Record<string, string>, order: readonly string[] = FIELDS, gap = ''): string =>
	`{${gap}${order.map((field) => `"${field}":${gap}${values[field]}`).join(`,${gap}`)}${gap}}`;

const usual = { id: '92808304', listId: '32952', customerId: '103446', dateCreated: DATE, lastUpdated: DATE };
const membership = {
	id: 92808304,
	listId: 32952,
	customerId: 103446,
	dateCreated: '2017-06-07T12:20:20Z',
	lastUpdated: '2017-06-07T12:20:20Z',
};
const answerOf = (...rows: string[]): string => `{"items":[${rows.join(',')}]}`;
const asAnyOther = (text: string) => readMemberships(parseJson(text));
const atOnce = (text: string) => readMemberRows(Buffer.from(text))?.items;

test('the usual form is read as the general parser reads it', () => {
	const text = answerOf(rowOf(usual), rowOf({ ...usual, id: '92808305', customerId: '1627652953215191041' }));
	expect(atOnce(text)).toEqual(asAnyOther(text));
	expect(atOnce(text)).toEqual([
		membership,
		{ ...membership, id: 92808305, customerId: '1627652953215191041' },
	]);
});

test.each([
	['nothing', ''],
	['no members', '{"items":[]}'],
	['an error', '{"error_code":40001,"error_description":"invalid access_token"}'],
	['an error beside the members', `{"items":[${rowOf(usual)}],"error_code":40001}`],
	['an error before the members', `{"error_code":40001,"items":[${rowOf(usual)}]}`],
	['spaces that differ', `{"items":[${rowOf(usual)}, ${rowOf(usual)},${rowOf(usual)}]}`],
	['a space that is none in JSON', `{"items":\v[${rowOf(usual)}]}`],
	['a row without an opening', `{"items":[${rowOf(usual).replace('{', ',')}]}`],
	['a byte order mark', `\uFEFF${answerOf(rowOf(usual))}`],
	['a field more', answerOf(rowOf(usual).replace('{', '{"source":1,'))],
	['a field less', answerOf(rowOf(usual, FIELDS.slice(0, 4)))],
	['a field twice', answerOf(rowOf(usual, [...FIELDS, 'id']))],
	['a field twice instead of another', answerOf(rowOf(usual, ['id', 'id', ...FIELDS.slice(2)]))],
	['another order in the second row', answerOf(rowOf(usual), rowOf(usual, FIELDS.toReversed()))],
	['an id as text', answerOf(rowOf({ ...usual, id: '"92808304"' }))],
	['no id', answerOf(rowOf({ ...usual, id: 'null' }))],
	['a decimal', answerOf(rowOf({ ...usual, id: '1.0' }))],
	['an exponent', answerOf(rowOf({ ...usual, id: '1e3' }))],
	['a sign', answerOf(rowOf({ ...usual, id: '-1' }))],
	['a leading zero', answerOf(rowOf({ ...usual, id: '01' }))],
	['more than a Long', answerOf(rowOf({ ...usual, id: '9223372036854775808' }))],
	['far more than a Long', answerOf(rowOf({ ...usual, id: '1'.repeat(30) }))],
	['no date', answerOf(rowOf({ ...usual, lastUpdated: 'null' }))],
	['a date as a number', answerOf(rowOf({ ...usual, lastUpdated: '1496838020000' }))],
	['an escape', answerOf(rowOf({ ...usual, dateCreated: '"\\u0032017"' }))],
	['a quote in a date', answerOf(rowOf({ ...usual, dateCreated: '"2017\\""' }))],
	['a date in Chinese', answerOf(rowOf({ ...usual, dateCreated: '"二〇一七年"' }))],
	['a control character', answerOf(rowOf({ ...usual, dateCreated: '"2017\t"' }))],
	['a cut', answerOf(rowOf(usual)).slice(0, -1)],
	['a cut in a date', answerOf(rowOf(usual)).slice(0, -10)],
	['a comma too many', `{"items":[${rowOf(usual)},]}`],
	['more behind it', `${answerOf(rowOf(usual))}}`],
])('%s is left to the general parser', (_name, text) => {
	expect(readMemberRows(Buffer.from(text))).toBeUndefined();
});

const id = fc.oneof(
	fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
	fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
	fc.bigInt({ min: 0n, max: 2n ** 32n }),
);
const date = fc.oneof(
	fc.constantFrom('', '2017-06-07T12:20:20Z', '2017-06-07T12:20:21Z', '2017-06-07T12:20:20.123Z'),
	fc.stringMatching(/^[ !#-[\]-~]*$/),
);
const row = fc.record({ id, listId: id, customerId: id, dateCreated: date, lastUpdated: date });
const answer = fc
	.tuple(
		fc.array(row, { minLength: 1 }),
		fc.shuffledSubarray([...FIELDS], { minLength: 5 }),
		fc.constantFrom('', ' ', '\r\n\t'),
	)
	.map(([rows, order, gap]) =>
		answerOf(
			...rows.map(({ dateCreated, lastUpdated, ...ids }) =>
				rowOf(
					{
						id: String(ids.id),
						listId: String(ids.listId),
						customerId: String(ids.customerId),
						dateCreated: JSON.stringify(dateCreated),
						lastUpdated: JSON.stringify(lastUpdated),
					},
					order,
					gap,
				),
			),
		),
	);

test.each<[string, (value: object) => string]>([
	['compact', (value) => JSON.stringify(value)],
	['as Python writes it', (value) => JSON.stringify(value).replace(/"\w+":|,(?=["{])/g, '$& ')],
	['indented', (value) => JSON.stringify(value, undefined, 2)],
	['indented by tabs', (value) => JSON.stringify(value, undefined, '\t')],
])('any number of rows is read at once: %s', (_name, write) => {
	for (const rows of [1, 2, 3, 100]) {
		const items = Array.from({ length: rows }, (_, index) => ({ ...membership, id: index }));
		expect(atOnce(write({ items }))).toEqual(items);
		expect(atOnce(`${write({ items })}\n`)).toEqual(items);
	}
});

test('members with any IDs and dates, and their fields in any order, are read at once and exactly', () => {
	fc.assert(
		fc.property(answer, (text) => {
			expect(atOnce(text)).toEqual(asAnyOther(text));
		}),
		{ numRuns: 2_000 },
	);
});

test('a damaged answer is left to the general parser, or read as that would read it', () => {
	const piece = fc.oneof(
		fc.constantFrom('', '},{', 'null', ...'",}]\\{:09 -.\u0000é'),
		fc.string({ unit: 'binary', maxLength: 3 }),
	);
	fc.assert(
		fc.property(answer, fc.nat(), fc.nat({ max: 3 }), piece, (text, place, cut, put) => {
			const at = place % (text.length + 1);
			const damaged = text.slice(0, at) + put + text.slice(at + cut);
			const read = atOnce(damaged);
			if (read) expect(read).toEqual(asAnyOther(damaged));
		}),
		{ numRuns: 20_000 },
	);
});
