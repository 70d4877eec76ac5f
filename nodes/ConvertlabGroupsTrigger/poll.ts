import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { outcomeOf } from '../api/result';
import type { Connection } from '../api/request';
import { connect } from '../api/sending/connect';
import { Pace } from '../api/sending/pace';
import { Session } from '../api/sending/session';
import { requestLineBytes } from '../api/sending/requestLine';
import { chosenDetails } from '../editor/customerDetails';
import { nodeError } from '../editor/nodeError';
import { eventField, groupFilterField, type EventRecord } from './events';
import { readNew, startWatching } from './newRecords';
import { State, stateKey, type Kept } from './state';
import { enriching, optionsField, unchanged, type Enrich } from './enrich';
import { watching, type Choice, type Watched } from './watch';

/** Seconds for one request. */
const LONGEST_TIMEOUT = 60;
/** The part of n8n's time budget for a poll in which requests may start; the rest lets the last one end. */
const SPENDABLE = 0.7;
/** How often a group that stays empty is checked to exist, ms. */
const EXISTENCE_CHECK = 60 * 60_000;

/** New records since the last poll, oldest first, at most 1,000; null when there are none. */
export async function pollForNew(host: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const polled = await outcomeOf(poll(host));
	if ('error' in polled) throw nodeError(host.getNode(), { cause: polled.error }, '');
	if (polled.value.length === 0) return null;
	return [polled.value.map((record) => ({ json: record as IDataObject }))];
}

async function poll(host: IPollFunctions): Promise<EventRecord[]> {
	const { connection, enrich, deadline, choice, state } = await open(host);
	const { kept } = state;
	if (host.getMode() === 'manual')
		return await enrich(await watching(connection, choice, kept, newest), deadline);
	const { fresh, next } = await watching(
		connection,
		choice,
		kept,
		async (...known) => await read(...known, deadline, enrich),
	);
	// The next poll may have overtaken a slow one, and has emitted all of this then.
	return state.commit(next) ? fresh : [];
}

interface Opened {
	connection: Connection;
	enrich: Enrich;
	/** No request may start after it; ms since 1970. */
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
		event === 'memberAdded'
			? groupFilterField.read(host.getNodeParameter('group', undefined), host.getNode().parameters.group)
			: undefined;
	const details =
		event === 'memberAdded'
			? chosenDetails(optionsField.read(host.getNodeParameter('options', {})))
			: undefined;
	const key = stateKey(event, group, session.baseUrl);
	return {
		connection,
		enrich: details ? enriching(connection.send, requestLineBytes(session), details) : unchanged,
		deadline,
		choice: { event, group },
		state: new State(host.getWorkflowStaticData('node'), key),
	};
}

/** The newest record, for a test run in the editor. */
async function newest(watched: Watched): Promise<EventRecord[]> {
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
	enrich: Enrich,
): Promise<{ fresh: EventRecord[]; next: Kept }> {
	const { source, listId } = watched;
	const found = await watched.read(kept ? readNew(source, kept, deadline, enrich) : startWatching(source));
	let checkedAt = found.isEmpty ? kept?.checkedAt : undefined;
	if (found.isEmpty && !(checkedAt !== undefined && Date.now() - checkedAt < EXISTENCE_CHECK)) {
		await watched.assertExists();
		checkedAt = Date.now();
	}
	return { fresh: found.fresh, next: { ...found.next, listId, checkedAt } };
}
