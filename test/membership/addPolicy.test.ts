import { Refusal, type RefusalFacts } from '../../nodes/api/errors';
import { decide, type Evidence, type Step } from '../../nodes/ConvertlabGroups/membership/addPolicy';

const refusal = (facts: Partial<RefusalFacts> = {}) =>
	new Refusal({ kind: 'refused', work: 'undone', message: 'no', ...facts });
const no = refusal();
const tooMany = refusal({ kind: 'size' });
const wrongToken = refusal({ kind: 'token' });
const busy = refusal({ kind: 'busy' });
const lost = refusal({ kind: 'connection', work: 'unknown' });
const maybe = refusal({ kind: 'busy', work: 'doubtful' });
const garbled = refusal({ kind: 'unreadable', work: 'unknown' });
const gone = refusal({ kind: 'absent' });

/** Three customers, nothing known of them, in a run that goes on. */
const usual = { size: 3, seenAbsent: false, stops: false };

test.each<[string, Partial<Evidence> & { refusal: Refusal }, Step]>([
	['too many in one request', { refusal: tooMany }, 'shrink'],
	['too many, though it is one', { refusal: tooMany, size: 1 }, 'look'],
	['too many, and seen absent before', { refusal: tooMany, seenAbsent: true }, 'shrink'],
	['nothing else could go better', { refusal: wrongToken }, 'refuse'],
	['busy to the end, surely not done', { refusal: busy }, 'refuse'],

	['no answer', { refusal: lost }, 'look'],
	['no answer, though they were seen absent before', { refusal: lost, seenAbsent: true }, 'look'],
	['no answer, everybody is in', { refusal: lost, look: { absent: 0 } }, 'done'],
	['no answer, some are in', { refusal: lost, look: { absent: 2 } }, 'repeat'],
	['no answer, nobody is in', { refusal: lost, look: { absent: 3 } }, 'repeat'],
	['no answer to the last attempt', { refusal: lost, look: { absent: 2 }, givenUp: lost }, 'refuse'],
	[
		'no answer to the last attempt, but all in',
		{ refusal: lost, look: { absent: 0 }, givenUp: lost },
		'done',
	],
	['no answer, no look', { refusal: lost, look: { absent: 3, failure: busy } }, 'refuseAsNotKnown'],
	['no answer, a look refused', { refusal: lost, look: { absent: 3, failure: no } }, 'refuseAsNotKnown'],
	['probably not done', { refusal: maybe }, 'look'],
	['probably not done, nobody is in', { refusal: maybe, look: { absent: 3 } }, 'repeat'],
	['an answer that makes no sense', { refusal: garbled }, 'look'],
	['an answer that makes no sense, nobody is in', { refusal: garbled, look: { absent: 3 } }, 'repeat'],

	['a no', { refusal: no }, 'look'],
	['a no in a run that stops', { refusal: no, stops: true }, 'look'],
	['a no, everybody is in', { refusal: no, look: { absent: 0 } }, 'done'],
	['a no, some are in', { refusal: no, look: { absent: 1 } }, 'repeat'],
	['a no, some are in, the rest not seen', { refusal: no, look: { absent: 1, failure: no } }, 'repeat'],
	['a no, nobody is in', { refusal: no, look: { absent: 3 } }, 'lookAtGroup'],
	[
		'a no, and the server cannot be asked',
		{ refusal: no, look: { absent: 3, failure: busy } },
		'refuseAsNotKnown',
	],
	['a no, a look refused', { refusal: no, look: { absent: 3, failure: no } }, 'lookAtGroup'],
	['a no to a part that was seen absent', { refusal: no, seenAbsent: true }, 'lookAtGroup'],
	['a no to one who was seen absent in a larger part', { refusal: no, seenAbsent: true, size: 1 }, 'look'],

	['a no, the group is gone', { refusal: no, look: { absent: 3 }, group: { gone } }, 'refuseAsGone'],
	[
		'a no, a look refused, since the group is gone',
		{ refusal: no, look: { absent: 3, failure: no }, group: { gone } },
		'refuseAsGone',
	],
	[
		'a no, a look refused, though the group is there',
		{ refusal: no, look: { absent: 3, failure: no }, group: {} },
		'refuseAsNotKnown',
	],
	['a no, the group is there', { refusal: no, look: { absent: 3 }, group: {} }, 'split'],
	['a no to one', { refusal: no, size: 1, look: { absent: 1 }, group: {} }, 'refuse'],
	['a no that ends the run', { refusal: no, stops: true, look: { absent: 3 }, group: {} }, 'refuse'],
	['a no to a part, the group is there', { refusal: no, seenAbsent: true, group: {} }, 'split'],
])('the next step follows from what is known: %s', (_what, evidence, step) => {
	expect(decide({ ...usual, ...evidence })).toBe(step);
});
