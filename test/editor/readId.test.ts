import { readId } from '../../nodes/editor/readId';

test.each([
	[103446, '103446'],
	[' 00103446 ', '103446'],
	['9223372036854775807', '9223372036854775807'],
	[0, '0'],
])('%j holds the id %s', (raw, id) => {
	expect(readId(raw, 'Customer ID')).toBe(id);
});

test.each([
	[-0, '“-0”'],
	['-0', '“-0”'],
	[-1, '“-1”'],
	[1.5, '“1.5”'],
	['9223372036854775808', '“9223372036854775808”'],
])('%p is not an ID, and the message quotes it as %s', (raw, quoted) => {
	expect(() => readId(raw, 'Customer ID')).toThrow(
		`Customer ID must be a whole number such as 103446, not ${quoted}`,
	);
});
