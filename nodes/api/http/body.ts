/** A page of 10,000 rows is far smaller; a larger body is faulty or not from DM Hub. */
export const LARGEST_BODY_MB = 64;

/**
 * Reads a body piece by piece, so that a huge one cannot bring n8n down; undefined when it is too large.
 * @param body as n8n's HTTP helper gives it with `encoding: 'stream'`
 */
export async function readBody(body: AsyncIterable<Buffer>): Promise<Buffer | undefined> {
	const pieces: Buffer[] = [];
	let size = 0;
	for await (const piece of body) {
		pieces.push(piece);
		size += piece.length;
		if (size > LARGEST_BODY_MB * 1024 * 1024) return undefined;
	}
	return Buffer.concat(pieces);
}

/** UTF-8, without a byte order mark. */
export const textOf = (bytes: Buffer): string => new TextDecoder().decode(bytes);
