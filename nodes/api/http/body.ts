import { sleep } from 'n8n-workflow';
import { connectionRefusal, timedOut } from './connection';
import { Refusal, refuse } from '../errors';

/** No page of 10,000 rows comes near this; more is not DM Hub, or not healthy. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

const LONGEST_STEP = 1_000;
/** One for all: Node would make an error with a stack for every request otherwise. */
const ANSWERED = new Error('answered');

interface Asked {
	/** What was asked, such as `GET /v1/lists`. */
	asked: string;
	/** Seconds for the whole answer; it has to be here by `deadline`, ms on the clock of `performance.now()`. */
	timeout: number;
	deadline: number;
	redact: (text: string) => string;
}

/**
 * Reads a body piece by piece, so that one that is endless, huge or stuck cannot take n8n with it; throws a Refusal.
 * @param body as n8n's HTTP helper gives it with `encoding: 'stream'`
 */
export async function readBody(
	body: AsyncIterable<Buffer> & { destroy?(): void },
	{ asked, timeout, deadline, redact }: Asked,
): Promise<Buffer> {
	const pieces: Buffer[] = [];
	let size = 0;
	let late = false;
	let open: typeof body | undefined = body;
	const over = new AbortController();
	const expire = () => {
		late = open !== undefined;
		open?.destroy?.();
	};
	void untilOver(deadline, over.signal).then(expire);
	try {
		for await (const piece of body) {
			pieces.push(piece);
			size += piece.length;
			if (size > LARGEST_ANSWER) break;
		}
	} catch (error) {
		if (!late) refuse(connectionRefusal(error, asked, redact));
	} finally {
		open = undefined;
		over.abort(ANSWERED);
	}
	if (late) throw timedOut(asked, timeout);
	if (size > LARGEST_ANSWER) throw tooMuch(asked);
	return Buffer.concat(pieces);
}

/** Waits for the deadline, or for the signal. In steps, since n8n 1.x has no sleep that a signal can end. */
async function untilOver(deadline: number, signal: AbortSignal): Promise<void> {
	for (
		let left = deadline - performance.now();
		left > 0 && !signal.aborted;
		left = deadline - performance.now()
	)
		await sleep(Math.min(left, LONGEST_STEP), signal).catch(() => undefined);
}

/** UTF-8, without a byte order mark. */
export const textOf = (bytes: Buffer): string => new TextDecoder().decode(bytes);

function tooMuch(asked: string): Refusal {
	return new Refusal({
		kind: 'unreadable',
		work: 'unknown',
		message: `The answer to ${asked} is larger than ${LARGEST_ANSWER / 1024 / 1024} MB and was not read`,
		description:
			'DM Hub does not send answers of this size. Check the Base URL in the credential, and what stands between n8n and DM Hub.',
	});
}
