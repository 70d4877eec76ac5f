import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../harness/children';
import type { SandboxControl } from '../../harness/sandboxControl';
import type { Cluster } from './cluster';
import { tokensFetched, type Tokens } from './renewals';
import { countWorkflow, customerWorkflow } from './workflows';

/** One execution after the other in each lane, all lanes at once: HTTP Request nodes, and ours. */
const lanes = [...Array<string>(4).fill(customerWorkflow), ...Array<string>(2).fill(countWorkflow)];
const seconds = 20;
/** ms */
const tokenLifetime = 5000;
const latency = 100;
/** A token is renewed a tenth of its life before its end; what is fetched well before that is one too many. */
const due = tokenLifetime * 0.85;

interface Asked extends Tokens {
	calls: number;
	counts: number;
	/** Asked again, a second later. */
	refused: number;
}

/**
 * Asks for customers with n8n's HTTP Request node and our credential, and counts members with our node, while token
 * after token ends. DM Hub answers HTTP 200 to a dead token: the HTTP Request node takes that for a success, and only
 * the answer tells. In one process that must not happen. Of several, one may send the old token just when another
 * fetches a new one: asked again, a second later, it must get through.
 *
 * @param options `alone`: whether all executions run in one process
 */
export async function askOverHttp({
	n8n,
	hub,
	groupId,
	members,
	customers,
	alone,
}: {
	n8n: Cluster;
	hub: SandboxControl;
	groupId: string;
	members: number;
	customers: number;
	alone: boolean;
}): Promise<Asked> {
	await hub.set({ tokenLifetime, latency });
	const since = (await hub.requests()).length;
	const outcome = { calls: 0, counts: 0, refused: 0 };
	const post = async (workflow: string, body: object) => {
		const answer = await n8n.post(workflow, body);
		const text = await answer.text();
		if (!answer.ok) throw new Failure(`${workflow} answered ${answer.status}: ${text.slice(0, 500)}`);
		return JSON.parse(text) as { id?: number; count?: number };
	};
	const askFor = async (customerId: number) => {
		outcome.calls += 1;
		const isIt = ({ id }: { id?: number }) => id === customerId;
		const said = await post(customerWorkflow, { customerId });
		if (isIt(said)) return;
		outcome.refused += 1;
		if (alone) throw new Failure(`An HTTP Request node has lost a call: ${JSON.stringify(said)}`);
		await sleep(1000);
		const again = await post(customerWorkflow, { customerId });
		if (!isIt(again)) throw new Failure(`Refused, and asked again still: ${JSON.stringify(again)}`);
	};
	const count = async () => {
		outcome.counts += 1;
		const said = await post(countWorkflow, { groupId });
		if (said.count !== members) throw new Failure(`${members} members, and the node says ${said.count}.`);
	};
	const end = Date.now() + seconds * 1000;
	await Promise.all(
		lanes.map(async (workflow, lane) => {
			for (let at = lane; Date.now() < end; at += lanes.length)
				await (workflow === countWorkflow ? count() : askFor(1 + (at % customers)));
		}),
	);
	const tokens = tokensFetched((await hub.requests()).slice(since), due);
	const needed = tokens.fetched - tokens.tooEarly;
	if (tokens.tooEarly > (alone ? 0 : needed / 2))
		throw new Failure(`${tokens.tooEarly} of ${tokens.fetched} tokens came while the one before was fresh.`);
	if (tokens.fetched < 3) throw new Failure('Too few tokens have ended: nothing was tested.');
	return { ...outcome, ...tokens };
}

/** DM Hub answers HTTP 500 for a customer who does not exist. After any error n8n fetches a new token and asks once more. */
export async function askForNobody({ n8n, hub }: { n8n: Cluster; hub: SandboxControl }): Promise<void> {
	const since = (await hub.requests()).length;
	const answer = await n8n.post(customerWorkflow, { customerId: 987_654_321 });
	if (answer.ok) throw new Failure('An HTTP Request node for a customer who does not exist has succeeded.');
	const asked = (await hub.requests()).slice(since).map(({ path }) => path);
	const [first, token, second] = asked.slice(asked.findIndex((path) => path.startsWith('/v1/')));
	if (first !== second || token !== '/security/accesstoken')
		throw new Failure(`After an error n8n does something else now: ${asked.join(', ')}`);
}

export const describeAsking = ({ calls, counts, refused, fetched, tooEarly }: Asked): string =>
	`${calls} calls of HTTP Request nodes and ${counts} of ours in ${seconds} s, ${refused} asked again; ${fetched} tokens, ${tooEarly} more than needed.`;
