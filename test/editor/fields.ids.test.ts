import { readId } from '../../nodes/editor/fields';

test.each([
	[103446, '103446'],
	[' 00103446 ', '103446'],
	['9223372036854775807', '9223372036854775807'],
	[0, '0'],
])('%j holds the id %s', (raw, id) => {
	expect(readId(raw, 'Customer ID')).toBe(id);
});

test.each([
	[-0, '“-0” is not a whole number such as 103446'],
	['-0', '“-0” is not a whole number such as 103446'],
	[-1, '“-1” is not a whole number such as 103446'],
	[1.5, '“1.5” is not a whole number'],
	['9223372036854775808', '“9223372036854775808” is larger than any ID'],
])('%p is not an ID: %s', (raw, why) => {
	expect(() => readId(raw, 'Customer ID')).toThrow(`Customer ID ${why}`);
});
