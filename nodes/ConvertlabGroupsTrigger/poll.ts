import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { Session } from '../api/auth';
import type { Send } from '../api/client';
import { GroupDirectory, absentGroup } from '../api/groups';
import type { Id, WireId } from '../api/ids';
import { Pace } from '../api/pace';
import { groupPages } from '../api/pages';

import { nodeError } from '../ConvertlabGroups/results';
import { connected } from '../ConvertlabGroups/run';
import { idOfGroup } from '../ConvertlabGroups/whichGroup';
import { creations, eventField, groupFilterField, joins, type Happening, type Source } from './events';
import { advanced, positionAt, type Position } from './position';

const MOST_PER_POLL = 1_000;
const TIMEOUT = 60;
/** The part of n8n's budget for a poll that may be spent on reading; the rest is for handing on what was found. */
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
	const polled = await look(host).then(
		(records) => ({ records }),
		(error: unknown) => ({ error }),
	);
	if ('error' in polled) throw nodeError(host.getNode(), { cause: polled.error }, '');
	if (polled.records.length === 0) return null;
	return [polled.records.map((record) => ({ json: record as IDataObject }))];
}

async function look(host: IPollFunctions): Promise<Happening[]> {
	const deadline = Date.now() + (host.getPollBudgetMs?.() ?? Infinity) * SPENDABLE;
	const session = await Session.open(host, TIMEOUT);
	const send = connected(session, new Pace(1), () => undefined, deadline);
	const event = eventField.read(host.getNodeParameter('event'));
	const choice =
		event === 'memberAdded' ? groupFilterField.read(host.getNodeParameter('group', undefined)) : undefined;
	const key = JSON.stringify([event, choice ?? null, session.baseUrl]);
	const kept = host.getWorkflowStaticData('node') as Kept;
	const isSame = kept.key === key && kept.cursor !== undefined;
	const listId = isSame ? kept.listId : await idOfGroup(new GroupDirectory(send), choice);
	const source = event === 'memberAdded' ? joins(send, listId) : creations(send);

	if (host.getMode() === 'manual' || !isSame) {
		const newest = await source.newest(host.getMode() === 'manual' ? 1 : MOST_PER_POLL);
		if (newest.length === 0 && listId !== undefined) await assertExists(send, listId);
		if (host.getMode() === 'manual') return newest;
		Object.assign(kept, { key, listId, ...positionAt(newest), checkedAt: Date.now() });
		return [];
	}
	const position = { cursor: kept.cursor ?? '0', seen: [...(kept.seen ?? [])] };
	const { read, fresh } = await readAfter(source, position, deadline);
	if (read.length === 0 && listId !== undefined && Date.now() - (kept.checkedAt ?? 0) > EXISTENCE_CHECK) {
		await assertExists(send, listId);
		kept.checkedAt = Date.now();
	}
	if (fresh.length > 0) Object.assign(kept, advanced(position, read, fresh));
	return fresh;
}

/** Reads on from the cursor until there is enough to emit, or no more, or no more time. */
async function readAfter(
	source: Source,
	{ cursor, seen }: Position,
	deadline: number,
): Promise<{ read: Happening[]; fresh: Happening[] }> {
	const known = new Set<WireId>(seen);
	const read: Happening[] = [];
	const fresh: Happening[] = [];
	for await (const page of source.after(cursor, Math.min(10_000, MOST_PER_POLL + seen.length))) {
		for (const record of page) {
			if (!known.has(record.id)) {
				if (fresh.length === MOST_PER_POLL) return { read, fresh };
				fresh.push(record);
			}
			read.push(record);
		}
		if (fresh.length === MOST_PER_POLL || Date.now() > deadline) return { read, fresh };
	}
	return { read, fresh };
}

async function assertExists(send: Send, listId: Id): Promise<void> {
	for await (const page of groupPages(send)) if (page.some(({ id }) => String(id) === listId)) return;
	throw absentGroup(listId);
}
