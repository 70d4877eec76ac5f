import { appCredential, type StoredCredential } from '../support/credential';
import { customers } from '../support/inputs';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';
import { requestLists } from './httpRequests';

/** n8n needs a moment to store a new token: what is asked meanwhile was read with the old one. */

const hub = useSandbox();
const groups = { rows: [] as unknown[] };
const overnight = () => jest.advanceTimersByTime(9 * 3_600_000);

/** The credential as somebody has read it who has not sent anything yet. */
const readBefore = (credential: StoredCredential) => appCredential(hub(), { ...credential.data });

test.each([
	['had no token yet', false],
	['held the token that was over', true],
])(
	'who read the credential before the new token was stored, and %s, gets the new one',
	async (_what, hadOne) => {
		const credential = appCredential(hub());
		if (hadOne) await requestLists(credential);
		overnight();
		const before = readBefore(credential);
		await requestLists(credential);
		const issued = hub().tokensIssued;
		expect(await requestLists(before, 3)).toMatchObject([groups, groups, groups]);
		expect(hub().tokensIssued).toBe(issued);
		expect(before.data.sessionToken).toBe(credential.data.sessionToken);
	},
);

test('the same for our node, when DM Hub has refused the old token', async () => {
	const credential = appCredential(hub());
	hub().addGroup({ name: 'A' });
	await requestLists(credential);
	overnight();
	const before = readBefore(credential);
	await requestLists(credential);
	const added = await runNode(hub(), {
		input: customers(1),
		parameters: member('add', byId(1)),
		credential: before,
	});
	expect(added.json).toMatchObject([{ customerId: 1 }]);
	expect(await requestLists(credential)).toMatchObject([{ rows: [{ name: 'A' }] }]);
	expect(hub().tokensIssued).toBe(2);
});

test('a new token that DM Hub refuses itself is not handed out again', async () => {
	const credential = appCredential(hub());
	await requestLists(credential);
	hub().faults.next({ kind: 'refuse', status: 401, body: '' });
	expect(await requestLists(credential)).toMatchObject([groups]);
	expect(hub().tokensIssued).toBe(2);
});
