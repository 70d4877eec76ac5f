import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { Session } from '../api/sending/session';
import { groupPages } from '../api/reading/groupPages';
import { GroupDirectory, absentGroup } from '../api/reading/groupDirectory';
import type { Id, WireId } from '../api/ids';
import { Pace } from '../api/sending/pace';
import { MOST_ROWS } from '../api/reading/memberPages';
import { outcomeOf } from '../api/outcome';
import { idOfGroup } from '../api/reading/whichGroup';
import { creations, eventField, groupFilterField, joins, type Happening, type Source } from './events';
import { advanced, positionAfter, type Position } from './position';
import type { Send } from '../api/request';
import { nodeError } from '../editor/nodeError';
import { connect } from '../api/sending/connect';

const MOST_PER_POLL = 1_000;
/** Seconds; for one request. */
const LONGEST_TIMEOUT = 60;
/** The part of n8n's budget for a poll in which requests may begin; the rest is for the last one to end. */
const SPENDABLE = 0.7;
const EXISTENCE_CHECK = 60 * 60_000;

/** What n8n keeps of this node between polls; all of it is written at the end of a poll that went well. */
interface Kept {
	key?: string;
	listId?: Id;
	cursor?: Id;
	seen?: WireId[];
	checkedAt?: number;
}

/** New records since the last poll, oldest first, at most 1,000; null when there are none. */
export async function pollForNew(host: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const polled = await outcomeOf(look(host));
	if ('error' in polled) throw nodeError(host.getNode(), { cause: polled.error }, '');
	if (polled.value.length === 0) return null;
	return [polled.value.map((record) => ({ json: record as IDataObject }))];
}

async function look(host: IPollFunctions): Promise<Happening[]> {
	const budget = host.getPollBudgetMs?.() ?? Infinity;
	const deadline = Date.now() + budget * SPENDABLE;
	const timeout = Math.min(LONGEST_TIMEOUT, Math.max(1, (budget * (1 - SPENDABLE)) / 1000));
	const session = await Session.open(host, timeout);
	const connection = connect(session, new Pace(1), () => undefined, deadline);
	const { send } = connection;
	const event = eventField.read(host.getNodeParameter('event'));
	const choice =
		event === 'memberAdded' ? groupFilterField.read(host.getNodeParameter('group', undefined)) : undefined;
	const key = JSON.stringify([event, choice ?? null, session.baseUrl]);
	const kept = host.getWorkflowStaticData('node') as Kept;
	const before = JSON.stringify(kept);
	const isSame = kept.key === key && kept.cursor !== undefined;
	const listId = isSame ? kept.listId : await idOfGroup(new GroupDirectory(connection), choice);
	const source = event === 'memberAdded' ? joins(send, listId) : creations(send);

	if (host.getMode() === 'manual') {
		for await (const newest of source.newestFirst(1)) return newest;
		if (listId !== undefined) await assertExists(send, listId);
		return [];
	}
	const position = { cursor: kept.cursor ?? '0', seen: [...(kept.seen ?? [])] };
	const { isEmpty, fresh, next } = isSame ? await readOn(source, position, deadline) : await start(source);
	const isChecked = isEmpty && !(isSame && Date.now() - (kept.checkedAt ?? 0) < EXISTENCE_CHECK);
	if (isChecked && listId !== undefined) await assertExists(send, listId);
	// A slow poll may be overtaken by the next one, which has emitted all of this then.
	if (JSON.stringify(kept) !== before) return [];
	const checkedAt = isChecked || !isSame ? Date.now() : kept.checkedAt;
	Object.assign(kept, { key, listId, ...next, checkedAt });
	return fresh;
}

/** What a poll found, and where the next one goes on. */
interface Found {
	isEmpty: boolean;
	fresh: Happening[];
	next: Position;
}

async function start(source: Source): Promise<Found> {
	const next = await positionAfter(source.newestFirst());
	return { isEmpty: next.cursor === '0' && next.seen.length === 0, fresh: [], next };
}

/** Reads on from the cursor until there is enough to emit, or no more, or no more time. */
async function readOn(source: Source, position: Position, deadline: number): Promise<Found> {
	const known = new Set<WireId>(position.seen);
	const read: Happening[] = [];
	const fresh: Happening[] = [];
	reading: for await (const page of source.after(
		position.cursor,
		Math.min(MOST_ROWS, MOST_PER_POLL + position.seen.length),
	)) {
		for (const record of page) {
			if (!known.has(record.id)) {
				if (fresh.length === MOST_PER_POLL) break reading;
				fresh.push(record);
			}
			read.push(record);
		}
		if (fresh.length === MOST_PER_POLL || Date.now() > deadline) break;
	}
	return { isEmpty: read.length === 0, fresh, next: advanced(position, read, fresh) };
}

async function assertExists(send: Send, listId: Id): Promise<void> {
	for await (const page of groupPages(send)) if (page.some(({ id }) => String(id) === listId)) return;
	throw absentGroup(listId);
}
