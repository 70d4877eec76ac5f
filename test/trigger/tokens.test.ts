import { appCredential, tokenCredential } from '../support/credential';
import { upFrom } from '../support/inputs';
import { byId } from '../support/parameters';
import { useSandbox } from '../support/sandbox';
import { ActiveWorkflow, drain, join } from '../support/trigger';

const sandbox = useSandbox();

test('App ID and Secret are exchanged once, and later polls use the stored token', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	const credential = appCredential(hub);
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) }, credential });
	await workflow.poll();
	for (const customer of [1, 2, 3]) {
		await join(hub, id, customer);
		expect(await drain(workflow)).toEqual([[customer]]);
	}
	expect(hub.tokensIssued).toBe(1);
	expect(credential.writes).toBe(1);
});

test('a token that dies between polls or during one is renewed, and nothing is lost', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	const credential = appCredential(hub);
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) }, credential });
	await workflow.poll();
	hub.quirks.memberRowCap = 10;
	hub.expireTokens();
	await join(hub, id, ...upFrom(1, 35));
	let died = false;
	hub.faults.plan(({ query }) => {
		if (!died && query.sinceId === '36364') {
			died = true;
			hub.expireTokens();
		}
		return undefined;
	});
	expect(await drain(workflow)).toEqual([upFrom(1, 35)]);
	expect(died).toBe(true);
	expect(credential.writes).toBe(3);
});

test('a wrong App Secret is reported and never shown', async () => {
	const hub = sandbox();
	const credential = appCredential(hub, { appSecret: 'a-secret-that-is-wrong' });
	const workflow = new ActiveWorkflow(hub, { parameters: { scope: 'all' }, credential });
	const { error } = await workflow.poll();
	expect(error?.message).toMatch(/App ID/);
	expect(JSON.stringify(error)).not.toContain('a-secret-that-is-wrong');
	expect(workflow.saved).not.toContain('a-secret-that-is-wrong');
});

test('an expired access token is reported, and a new one goes on where the old one was', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) } });
	await workflow.poll();
	await join(hub, id, 1);
	workflow.credential = tokenCredential(hub, { accessToken: 'a-token-that-is-dead' });
	const { error } = await workflow.poll();
	expect(error?.message).toContain('access token');
	expect(JSON.stringify(error)).not.toContain('a-token-that-is-dead');
	workflow.credential = tokenCredential(hub);
	expect(await drain(workflow)).toEqual([[1]]);
});
