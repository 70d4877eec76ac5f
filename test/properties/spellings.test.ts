import fc from 'fast-check';
import { runs } from './runs';
import { person } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

/** Whatever is put around or into a number that DM Hub knows, nobody else is found, and no second customer is created. */

const hub = useSandbox({ customers: 0 });

const KNOWN = ['13800138000', '13912345678', '19986836653', '13500135000'];
const SPELLINGS = 50;

const prefix = fc.constantFrom(
	...[
		'',
		'',
		'',
		'+86',
		'86',
		'0086',
		'0',
		'086',
		'+86-',
		'+86 (0)',
		'tel:',
		'tel:+86',
		'(+86)',
		'（+86）',
		'＋８６',
	],
	...[
		'手机：',
		'电话:',
		'Tel. ',
		'王小明 ',
		"'",
		'"',
		'="',
		'[',
		'\uFEFF',
		'\u200B',
		'\u202D',
		'#',
		'1',
		'13',
		'12',
	],
);
const suffix = fc.constantFrom(
	...[
		'',
		'',
		'',
		'.0',
		'.00',
		'。',
		'，',
		' ',
		'\n',
		'\t',
		'\u00A0',
		'\u2060',
		'"',
		']',
		')',
		'）',
		'(王)',
		'（微信同号）',
	],
	...[
		' ext 5',
		' 转123',
		'#5',
		'-1',
		' 5',
		'0',
		'/13900000000',
		',13900000000',
		' 13900000000',
		'x',
		'E+10',
		'%',
	],
);
const separator = fc.constantFrom(
	...[
		'',
		'',
		'',
		'',
		'',
		'',
		' ',
		'-',
		'.',
		'\u00A0',
		'\u2007',
		'\u200B',
		'\u00AD',
		'－',
		'—',
		'‑',
		'(',
		')',
		'（',
		'/',
	],
	...['_', ',', '、', '\u0000', '\uFE0F', '\u0661', 'O', 'l'],
);
const fullWidth = (digit: string) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0);

const spelling = fc
	.record({
		known: fc.nat(KNOWN.length - 1),
		prefix,
		suffix,
		between: fc.array(separator, { minLength: 11, maxLength: 11 }),
		few: fc.boolean(),
		wide: fc.boolean(),
		/** Where a digit is missing, or stands twice. Without the first, `+86 3800138000` may be a landline. */
		lost: fc.option(fc.integer({ min: 1, max: 10 }), { nil: -1, freq: 6 }),
		doubled: fc.option(fc.nat(10), { nil: -1, freq: 6 }),
	})
	// One lost, and another where it is doubled or written beside, would be a number of eleven digits again.
	.filter((one) => one.lost < 0 || (one.doubled < 0 && !/\d/.test(one.suffix) && !/^1/.test(one.prefix)))
	.map(({ known, between, few, wide, lost, doubled, ...around }) => {
		const digits = [...KNOWN[known]].flatMap((digit, at) => {
			const shown = wide ? fullWidth(digit) : digit;
			const gap = few && at !== 3 && at !== 7 ? '' : between[at];
			return at === lost ? [] : [gap, shown, ...(at === doubled ? [shown] : [])];
		});
		return { known, text: around.prefix + digits.join('') + around.suffix };
	});

test('a known number, however it is written, is that customer or a refusal', async () => {
	expect.hasAssertions();
	const property = fc.asyncProperty(
		fc.array(spelling, { minLength: 1, maxLength: SPELLINGS, size: 'max' }),
		async (spellings) => {
			hub().reset();
			hub().addGroup({ name: '金卡会员' });
			for (const [at, mobile] of KNOWN.entries()) hub().addCustomer({ id: 901 + at, mobile });
			const { items, refused, error } = await runNode(hub(), {
				input: spellings.map(({ text }) => ({ mobile: text })),
				parameters: person('add', 'mobile', { ifNotFound: 'create' }),
				onError: 'continueErrorOutput',
			});
			expect(error).toBeUndefined();
			for (const { json, pairedItem } of items) {
				const { known, text } = spellings[(pairedItem as { item: number }).item];
				expect({ text, customerId: json.customerId }).toEqual({ text, customerId: 901 + known });
			}
			expect(items.length + refused.length).toBe(spellings.length);
			expect(hub().customerCount).toBe(KNOWN.length);
		},
	);
	await fc.assert(property, runs(20));
});
