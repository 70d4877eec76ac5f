import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { Refusal } from '../api/errors';
import type { WireId } from '../api/ids';
import { CustomersById } from '../api/reading/customersById';
import { GroupDirectory } from '../api/reading/groupDirectory';
import { withCustomerFields, withGroupNames, type Member } from '../api/reading/memberDetails';
import { MOST_ROWS } from '../api/reading/memberPages';
import type { Connection } from '../api/request';
import { settle } from '../api/promises';
import { connect } from '../api/sending/connect';
import { Pace } from '../api/sending/pace';
import { Session } from '../api/sending/session';
import type { CustomerDetails } from '../api/types';
import { chosenDetails } from '../editor/customerDetails';
import {
	eventField,
	memberOptionsField,
	watchedScopeField,
	watchedGroupField,
	type EventRecord,
	type Source,
} from './events';
import { advance, initialPosition, type Position } from './position';
import { State, stateKey, type StoredState } from './state';
import { isByName, successorOf, watchedBy, type Choice, type Watched } from './watch';

const MOST_PER_POLL = 1_000;
const LONGEST_TIMEOUT_SECONDS = 60;
/** The part of n8n's time budget for a poll in which requests may start; the rest lets the last one end. */
const SPENDABLE = 0.7;
/** How often a group that stays empty is looked up, where it was chosen by its id. */
const EXISTENCE_CHECK_MS = 60 * 60_000;
/** Members completed at a time: where customers are read one by one, a poll may not have time for all. */
const PART = 100;

/** New records since the last poll, oldest first, at most 1,000; null when there are none. Throws a Refusal or an InvalidParameter. */
export async function pollForNew(host: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const trigger = await open(host);
	const { records, next } = await poll(trigger);
	// The next poll may have overtaken a slow one, and has emitted all of this then.
	const isOvertaken = next !== undefined && !trigger.state.commit(next);
	if (isOvertaken || records.length === 0) return null;
	return [records.map((record) => ({ json: record as IDataObject }))];
}

/** A trigger whose parameters are read. Times are in ms since 1970. */
interface Trigger {
	connection: Connection;
	choice: Choice;
	state: State;
	/** Whether it is tried out in the editor: it shows the newest record, and moves nothing. */
	isTryOut: boolean;
	/** No request may start after it. */
	deadline: number;
	/** When this poll began, by the server's clock, whose dates have whole seconds. */
	beganAt(): number;
	additions: Additions;
}

/** What is added to new members. */
interface Additions {
	customers: CustomersById;
	details: CustomerDetails | undefined;
	/** Undefined where their names were not asked for. */
	groups: GroupDirectory | undefined;
}

/** What a poll found, and what is remembered for the next one. */
interface PollResult {
	records: EventRecord[];
	next?: StoredState;
}

async function open(host: IPollFunctions): Promise<Trigger> {
	const began = Date.now();
	const budgetMs = host.getPollBudgetMs?.() ?? Infinity;
	const deadline = began + budgetMs * SPENDABLE;
	const timeoutSeconds = Math.min(LONGEST_TIMEOUT_SECONDS, Math.max(1, (budgetMs * (1 - SPENDABLE)) / 1000));
	const session = await Session.open(host, timeoutSeconds);
	const connection = connect(session, new Pace(1), () => undefined, deadline);
	const event = eventField.read(host.getNodeParameter('event'));
	const isOfMembers = event === 'memberAdded';
	const isOfGroup =
		isOfMembers && watchedScopeField.read(host.getNodeParameter('scope', undefined)) === 'group';
	const group = isOfGroup
		? watchedGroupField.read(host.getNodeParameter('group', undefined), host.getNode().parameters.group)
		: undefined;
	const options = memberOptionsField.read(isOfMembers ? host.getNodeParameter('options', {}) : {});
	return {
		connection,
		choice: { event, group },
		state: new State(host.getWorkflowStaticData('node'), stateKey(event, group, session.baseUrl)),
		isTryOut: host.getMode() === 'manual',
		deadline,
		beganAt: () => Math.floor((began + session.clockDifference) / 1000) * 1000,
		additions: {
			customers: new CustomersById(connection.send, 1, session.requestLineBytes, () => undefined),
			details: chosenDetails(options),
			groups: options.groupName ? new GroupDirectory(connection.send) : undefined,
		},
	};
}

async function poll(trigger: Trigger): Promise<PollResult> {
	const { connection, choice, state } = trigger;
	const { kept } = state;
	const polled = await settle(look(trigger, await watchedBy(connection, choice, kept), kept));
	if (!(polled instanceof Refusal)) return polled;
	// Of a group that was chosen by name, another may have the name now.
	if (polled.kind !== 'absent' || kept?.listId === undefined || !isByName(choice)) throw polled;
	const successor = await successorOf(connection, choice, kept);
	return await look(trigger, successor.watched, successor.kept);
}

async function look(trigger: Trigger, watched: Watched, kept: StoredState | undefined): Promise<PollResult> {
	const { choice, additions, deadline } = trigger;
	const { source, listId } = watched;
	if (trigger.isTryOut) {
		const newest = await watched.read(firstPageOf(source.newestFirst(1)));
		if (newest.length === 0) await watched.assertExists();
		return { records: await completed(newest, additions, deadline) };
	}
	const polledAt = () => (isByName(choice) ? trigger.beganAt() : undefined);
	if (!kept) {
		const position = await watched.read(startWatching(source));
		const isEmpty = position.cursor === '0' && position.seen.length === 0;
		const checkedAt = await lastCheck(choice, watched, isEmpty, undefined);
		return { records: [], next: { ...position, listId, checkedAt, polledAt: polledAt() } };
	}
	const { read, fresh, isCutShort } = await watched.read(readNew(source, kept, deadline));
	const records = await completed(fresh, additions, deadline);
	const isEmpty = read.length === 0 && kept.resumeAfter === undefined;
	const checkedAt = await lastCheck(choice, watched, isEmpty, kept.checkedAt);
	const position = advance(kept, read, records, isCutShort);
	return { records, next: { ...position, listId, checkedAt, polledAt: polledAt() } };
}

/** The first poll: nothing that exists is new. */
export const startWatching = async (source: Source): Promise<Position> =>
	await initialPosition(source.newestFirst());

/**
 * Reads from a position until there is enough to emit, nothing left, or no time left.
 * @returns what was read, ids ascending, which of it was not emitted before, and whether the time ended the reading
 */
export async function readNew(
	source: Source,
	{ cursor, seen, resumeAfter = cursor }: Position,
	deadline: number,
): Promise<{ read: EventRecord[]; fresh: EventRecord[]; isCutShort: boolean }> {
	const known = new Set<WireId>(seen);
	const read: EventRecord[] = [];
	const fresh: EventRecord[] = [];
	for await (const page of source.after(resumeAfter, Math.min(MOST_ROWS, MOST_PER_POLL + seen.length))) {
		for (const record of page) {
			if (!known.has(record.id)) {
				if (fresh.length === MOST_PER_POLL) return { read, fresh, isCutShort: false };
				fresh.push(record);
			}
			read.push(record);
		}
		if (fresh.length === MOST_PER_POLL) break;
		if (Date.now() > deadline) return { read, fresh, isCutShort: true };
	}
	return { read, fresh, isCutShort: false };
}

async function firstPageOf<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
	for await (const page of pages) return page;
	return [];
}

/**
 * Adds the chosen fields of customers and the names of groups to as many records as there is time for, in order; the
 * others are new to the next poll, too.
 */
async function completed(
	records: EventRecord[],
	{ customers, details, groups }: Additions,
	deadline: number,
): Promise<EventRecord[]> {
	if (!details && !groups) return records;
	const done: EventRecord[] = [];
	let took = 0;
	while (done.length < records.length && (done.length === 0 || Date.now() + took < deadline)) {
		const began = Date.now();
		// Both are offered for members only.
		let part = records.slice(done.length, done.length + PART) as Member[];
		if (details) part = await withCustomerFields(part, customers, details);
		if (groups) part = await withGroupNames(part, groups);
		done.push(...part);
		took = Date.now() - began;
	}
	return done;
}

/**
 * When a group that shows nobody was last seen to exist; throws a Refusal when it is gone. It is looked up now and then,
 * or at every poll where it was chosen by name: another may have the name by now, and customers may join that.
 */
async function lastCheck(
	choice: Choice,
	watched: Watched,
	isEmpty: boolean,
	checkedAt: number | undefined,
): Promise<number | undefined> {
	if (!isEmpty) return undefined;
	const isRecent = checkedAt !== undefined && Date.now() - checkedAt < EXISTENCE_CHECK_MS;
	if (isRecent && !isByName(choice)) return checkedAt;
	await watched.assertExists();
	return Date.now();
}
