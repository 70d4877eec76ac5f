import fc from 'fast-check';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox } from '../../support/sandbox';

/** `{{ $json.customerId }}` is read from the item where n8n's own answer agreed with it: nobody may notice. */

const hub = useSandbox();
const BARE = '={{ $json.customerId }}';
/** The same, but something that n8n has to evaluate. */
const COMPUTED = '={{ [$json.customerId][0] }}';

async function outcomes(input: IDataObject[], customerId: string) {
	const { items, refused, error } = await runNode(hub(), {
		input,
		parameters: member('check', byId('1'), { customersFrom: 'items', customerId }),
		onError: 'continueErrorOutput',
	});
	expect(error).toBeUndefined();
	return { items, refused: refused.map(withoutAdvice) };
}

/** Only of an expression that names one field can the advice say that this field is blank. */
function withoutAdvice({ json, ...item }: INodeExecutionData) {
	const { description, ...details } = json.details as IDataObject;
	const advice =
		/(?:The input item has .*\. Other items have “customerId”, so its cell is probably empty\.|“customerId” of the input item is empty\.) Fill it in, or leave such items out with a Filter node before this one\.$|The input item has .*\. Clear the field, then drag the right one into it\.$/;
	return {
		...item,
		json: { ...json, details: { ...details, description: String(description).replace(advice, '') } },
	};
}

const value = fc.oneof(
	fc.integer({ min: 1, max: 12 }),
	fc.integer({ min: 1, max: 12 }).map(String),
	fc.constantFrom(
		0,
		-1,
		1.5,
		2 ** 53,
		'007',
		' 5 ',
		'',
		'x',
		'={{ 5 }}',
		'{{ $json.other }}',
		'1627652953215191041',
	),
	fc.constantFrom(null, true, false, [], [5], {}, { id: 5 }),
);
const item = fc.oneof(
	{ weight: 6, arbitrary: value.map((customerId) => ({ customerId, other: 3 }) as IDataObject) },
	{ weight: 1, arbitrary: fc.constant({ other: 3 } as IDataObject) },
);

test('items of all kinds give what n8n’s own evaluation gives', async () => {
	hub().addGroup({ name: '金卡会员', id: 1 });
	hub().addMembers(1, 10);
	await fc.assert(
		fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 6 }), async (input) => {
			expect(await outcomes(input, BARE)).toEqual(await outcomes(input, COMPUTED));
		}),
		{ numRuns: 60 },
	);
});

test.each([
	['the first item has no such field', [{ other: 1 }, { customerId: 2 }, { customerId: 99 }], 1],
	['numbers and texts by turns', [{ customerId: 2 }, { customerId: '3' }, { customerId: 4 }], 0],
	['a list after numbers', [{ customerId: 2 }, { customerId: [3] }, { customerId: 4 }], 1],
	['nothing after numbers', [{ customerId: 2 }, { customerId: null }, { other: 4 }], 2],
])('a bare field gives what n8n’s own evaluation gives: %s', async (_name, input, refusals) => {
	hub().addGroup({ name: '金卡会员', id: 1 });
	hub().addMembers(1, 10);
	const bare = await outcomes(input, BARE);
	expect(bare).toEqual(await outcomes(input, COMPUTED));
	expect([bare.items.length, bare.refused.length]).toEqual([input.length - refusals, refusals]);
});
