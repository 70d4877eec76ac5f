import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { outcomeOf } from '../api/outcome';
import type { Connection } from '../api/request';
import { connect } from '../api/sending/connect';
import { Pace } from '../api/sending/pace';
import { Session } from '../api/sending/session';
import { requestLineBytes } from '../api/sending/requestLine';
import { chosenDetails } from '../editor/customerDetails';
import { nodeError } from '../editor/nodeError';
import { eventField, groupFilterField, type Happening } from './events';
import { readOn, start } from './newcomers';
import { State, stateKey, type Kept } from './state';
import { asTheyAre, optionsField, telling, type Tell } from './telling';
import { watching, type Choice, type Watched } from './watch';

/** Seconds; for one request. */
const LONGEST_TIMEOUT = 60;
/** The part of n8n's budget for a poll in which requests may begin; the rest is for the last one to end. */
const SPENDABLE = 0.7;
/** ms; so often a group that stays empty is seen to exist. */
const EXISTENCE_CHECK = 60 * 60_000;

/** New records since the last poll, oldest first, at most 1,000; null when there are none. */
export async function pollForNew(host: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const polled = await outcomeOf(poll(host));
	if ('error' in polled) throw nodeError(host.getNode(), { cause: polled.error }, '');
	if (polled.value.length === 0) return null;
	return [polled.value.map((record) => ({ json: record as IDataObject }))];
}

async function poll(host: IPollFunctions): Promise<Happening[]> {
	const { connection, tell, deadline, choice, state } = await open(host);
	const { kept } = state;
	if (host.getMode() === 'manual')
		return await tell(await watching(connection, choice, kept, newest), deadline);
	const { fresh, next } = await watching(
		connection,
		choice,
		kept,
		async (...known) => await read(...known, deadline, tell),
	);
	// A slow poll may be overtaken by the next one, which has emitted all of this then.
	return state.commit(next) ? fresh : [];
}

interface Opened {
	connection: Connection;
	tell: Tell;
	/** ms since 1970; no request may begin after it. */
	deadline: number;
	choice: Choice;
	state: State;
}

async function open(host: IPollFunctions): Promise<Opened> {
	const budget = host.getPollBudgetMs?.() ?? Infinity;
	const deadline = Date.now() + budget * SPENDABLE;
	const timeout = Math.min(LONGEST_TIMEOUT, Math.max(1, (budget * (1 - SPENDABLE)) / 1000));
	const session = await Session.open(host, timeout);
	const connection = connect(session, new Pace(1), () => undefined, deadline);
	const event = eventField.read(host.getNodeParameter('event'));
	const group =
		event === 'memberAdded' ? groupFilterField.read(host.getNodeParameter('group', undefined)) : undefined;
	const details =
		event === 'memberAdded'
			? chosenDetails(optionsField.read(host.getNodeParameter('options', {})))
			: undefined;
	const key = stateKey(event, group, session.baseUrl);
	return {
		connection,
		tell: details ? telling(connection.send, requestLineBytes(session), details) : asTheyAre,
		deadline,
		choice: { event, group },
		state: new State(host.getWorkflowStaticData('node'), key),
	};
}

/** The newest record there is, for a test run in the editor. */
async function newest(watched: Watched): Promise<Happening[]> {
	const [page] = await watched.read(firstOf(watched.source.newestFirst(1)));
	if (!page) await watched.assertExists();
	return page ?? [];
}

async function firstOf<T>(pages: AsyncIterable<T>): Promise<T[]> {
	for await (const page of pages) return [page];
	return [];
}

async function read(
	watched: Watched,
	kept: Kept | undefined,
	deadline: number,
	tell: Tell,
): Promise<{ fresh: Happening[]; next: Kept }> {
	const { source, listId } = watched;
	const found = await watched.read(kept ? readOn(source, kept, deadline, tell) : start(source));
	let checkedAt = found.isEmpty ? kept?.checkedAt : undefined;
	if (found.isEmpty && !(checkedAt !== undefined && Date.now() - checkedAt < EXISTENCE_CHECK)) {
		await watched.assertExists();
		checkedAt = Date.now();
	}
	return { fresh: found.fresh, next: { ...found.next, listId, checkedAt } };
}
