import { sleep } from 'n8n-workflow';
import { connectionRefusal, timedOut, type Asked } from './connection';
import { Refusal } from '../errors';
import { outcomeOf } from '../result';

/** A page of 10,000 rows is far smaller; a larger answer is faulty or not from DM Hub. */
const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

const LONGEST_STEP_MS = 1_000;
/** Shared, since Node would otherwise create an error with a stack for every request. */
const ANSWERED = new Error('answered');

type Body = AsyncIterable<Buffer> & { destroy?(): void };

/**
 * Reads a body piece by piece, so that an endless, huge or stuck one cannot bring n8n down; throws a Refusal.
 * @param body as n8n's HTTP helper gives it with `encoding: 'stream'`
 * @param leftMs how long it may take
 */
export async function readBody(body: Body, asked: Asked, leftMs: number): Promise<Buffer> {
	let late = false;
	let open: Body | undefined = body;
	const over = new AbortController();
	void untilOver(leftMs, over.signal).then(() => {
		late = open !== undefined;
		open?.destroy?.();
	});
	const read = await outcomeOf(gathered(body));
	open = undefined;
	over.abort(ANSWERED);
	if (late) throw timedOut(asked);
	if ('error' in read) throw connectionRefusal(read.error, asked);
	if (!read.value) throw tooMuch(asked);
	return read.value;
}

/** The whole body; undefined when it is too large. */
async function gathered(body: Body): Promise<Buffer | undefined> {
	const pieces: Buffer[] = [];
	let size = 0;
	for await (const piece of body) {
		pieces.push(piece);
		size += piece.length;
		if (size > LARGEST_ANSWER_BYTES) return undefined;
	}
	return Buffer.concat(pieces);
}

/** Waits for a time or for the signal. In steps, since a signal cannot end a sleep in n8n 1.x. */
async function untilOver(milliseconds: number, signal: AbortSignal): Promise<void> {
	const end = performance.now() + milliseconds;
	for (let left = milliseconds; left > 0 && !signal.aborted; left = end - performance.now())
		await sleep(Math.min(left, LONGEST_STEP_MS), signal).catch(() => undefined);
}

/** UTF-8, without a byte order mark. */
export const textOf = (bytes: Buffer): string => new TextDecoder().decode(bytes);

function tooMuch({ what, isWrite }: Asked): Refusal {
	return new Refusal({
		kind: 'unreadable',
		work: isWrite ? 'unknown' : 'undone',
		message: `The response to ${what} is larger than ${LARGEST_ANSWER_BYTES / 1024 / 1024} MB and was not read`,
		description:
			'DM Hub does not send responses of this size. Check the Base URL in the credential, and any proxy between n8n and DM Hub.',
	});
}
