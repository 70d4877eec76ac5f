import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { outcomeOf } from '../../api/outcome';

/**
 * Stores a file in n8n's binary storage, piece by piece where the storage takes pieces: in filesystem mode n8n hands
 * them to `fs.writeFile`, which takes any async iterable, and nothing is held. The other modes take a Buffer only, and
 * say so before they have read a byte.
 * @param contents begins anew at every call
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
	// n8n's type asks for a Readable; what it does with it needs an async iterable only.
	const pieces = watched() as unknown as Buffer;
	const stored = await outcomeOf(host.helpers.prepareBinaryData(pieces, fileName, mimeType));
	if ('value' in stored) return stored.value;
	if (begun) throw stored.error;
	const whole: Buffer[] = [];
	for await (const piece of contents()) whole.push(piece);
	return await host.helpers.prepareBinaryData(Buffer.concat(whole), fileName, mimeType);
}
