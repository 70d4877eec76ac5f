import { Refusal, type RefusalFacts, type RefusalKind } from '../../nodes/api/errors';
import { missingRight } from '../../nodes/api/reading/customerRights';

const refusal = (kind: RefusalKind, more: Partial<RefusalFacts> = {}) =>
	new Refusal({ kind, work: 'undone', message: 'no', ...more });

describe('the reason of a refusal', () => {
	test.each([
		['refused', 'refused'],
		['size', 'refused'],
		['absent', 'groupNotFound'],
		['token', 'credential'],
		['contested', 'credential'],
		['credential', 'credential'],
		['setup', 'credential'],
		['busy', 'unavailable'],
		['connection', 'unavailable'],
		['stopped', 'stopped'],
		['unreadable', 'unreadable'],
	] as const)('of the kind %s is %s where nothing more precise is said', (kind, reason) => {
		expect(refusal(kind).reason).toBe(reason);
	});

	test('is what was said of it, also after more is said of other things', () => {
		const ambiguous = refusal('absent', { reason: 'ambiguous' });
		expect(ambiguous.reason).toBe('ambiguous');
		expect(ambiguous.with({ message: 'several' })).toMatchObject({
			reason: 'ambiguous',
			message: 'several',
		});
		expect(ambiguous.with({ reason: 'notFound' }).reason).toBe('notFound');
	});

	test('follows a kind that is corrected later', () => {
		expect(refusal('refused').with({ kind: 'credential' }).reason).toBe('credential');
	});

	test('of a missing right is noRight', () => {
		expect(missingRight(refusal('refused', { code: '40201' }), 'create').reason).toBe('noRight');
	});
});

describe('n8n is told the cause', () => {
	test.each<[string, Refusal, Refusal['failure']]>([
		['a rate limit', refusal('busy', { httpStatus: 429 }), { cause: 'rate-limited' }],
		[
			'how long a rate limit lasts',
			refusal('busy', { httpStatus: 429, retryAfterMs: 90_000 }),
			{ cause: 'rate-limited', retryAfterMs: 90_000 },
		],
		['a busy server', refusal('busy', { httpStatus: 503 }), { cause: 'temporarily-unavailable' }],
		[
			'how long a server is busy',
			refusal('busy', { httpStatus: 503, retryAfterMs: 5_000 }),
			{ cause: 'temporarily-unavailable', retryAfterMs: 5_000 },
		],
		['a refused Secret', refusal('credential', { code: '40004' }), { cause: 'credential-invalid' }],
		['a refused token', refusal('token', { code: '40001' }), { cause: 'credential-invalid' }],
		[
			'an id that is gone or may not be used, though its status is 500',
			refusal('refused', { code: '40201', httpStatus: 500 }),
			{ cause: 'configuration-invalid' },
		],
		['a group that is gone', refusal('absent'), { cause: 'configuration-invalid' }],
		[
			'a missing right',
			missingRight(refusal('refused', { httpStatus: 403 }), 'read'),
			{ cause: 'configuration-invalid' },
		],
		['an address that redirects', refusal('setup', { httpStatus: 302 }), { cause: 'configuration-invalid' }],
	])('of %s', (_what, given, failure) => {
		expect(given.failure).toEqual(failure);
	});

	test.each<[string, Refusal]>([
		['no connection was made', refusal('connection')],
		['a certificate is not trusted', refusal('setup')],
		['words alone speak of the token', refusal('token', { guessedFromMessage: true })],
		['another system ends one token after the other', refusal('contested', { code: '40001' })],
		['DM Hub did not accept a value', refusal('refused', { code: '40004', httpStatus: 200 })],
		['a customer is not known', refusal('absent', { reason: 'notFound' })],
		['an answer cannot be read', refusal('unreadable', { httpStatus: 200 })],
		['the run was stopped', refusal('stopped')],
	])('only where it is proved: not where %s', (_where, given) => {
		expect(given.failure).toBeUndefined();
	});
});
