import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { outcomeOf } from '../../api/promises';

/**
 * Stores a file in n8n's binary storage. In filesystem mode n8n passes the pieces to `fs.writeFile`, which takes any
 * async iterable, so nothing is held in memory. The other modes take only a Buffer, and fail before they read a byte.
 * @param contents starts from the beginning at every call
 */
export async function storeFile(
	host: IExecuteFunctions,
	contents: () => AsyncGenerator<Buffer>,
	fileName: string,
	mimeType: string,
): Promise<IBinaryData> {
	let begun = false;
	async function* watched(): AsyncGenerator<Buffer> {
		begun = true;
		yield* contents();
	}
	// n8n's type asks for a Readable, but an async iterable is enough for what it does with it.
	const pieces = watched() as unknown as Buffer;
	const stored = await outcomeOf(host.helpers.prepareBinaryData(pieces, fileName, mimeType));
	if ('value' in stored) return stored.value;
	if (begun) throw stored.error;
	const whole: Buffer[] = [];
	for await (const piece of contents()) whole.push(piece);
	return await host.helpers.prepareBinaryData(Buffer.concat(whole), fileName, mimeType);
}
