import { Refusal, type RefusalFacts } from '../../nodes/api/errors';
import { isMissingRight } from '../../nodes/api/reading/customerRights';

const refused = (more: Partial<RefusalFacts>) =>
	new Refusal({ kind: 'refused', work: 'undone', message: 'no', ...more });

test.each<Partial<RefusalFacts>>([
	{ httpStatus: 403 },
	{ code: '40201', httpStatus: 500 },
	{ code: '40300', httpStatus: 200, serverMessage: 'access denied' },
	{ serverMessage: '应用无权读取客户' },
	{ httpStatus: 200, serverMessage: 'invalid ip 203.0.113.7' },
])('a right is missing by %j, unless such a call has succeeded', (facts) => {
	expect(isMissingRight(refused(facts))).toBe(true);
	expect(isMissingRight(refused(facts), true)).toBe(false);
});

test.each<Partial<RefusalFacts>>([
	{ httpStatus: 400, serverMessage: 'bad value' },
	{ httpStatus: 200, serverMessage: 'email ip@example.com is malformed' },
	{ httpStatus: 200, serverMessage: 'email a@ip.cn is malformed' },
	{ code: '40004', httpStatus: 403, serverMessage: 'not allowed' },
	{ kind: 'busy', httpStatus: 403, serverMessage: 'denied' },
])('no right is missing by %j', (facts) => {
	expect(isMissingRight(refused(facts))).toBe(false);
});
