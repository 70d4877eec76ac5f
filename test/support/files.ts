import 'reflect-metadata';
import { Container } from '@n8n/di';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import { BINARY_ENCODING, type INodeExecutionData } from 'n8n-workflow';
import type { Readable } from 'node:stream';

/** What a CSV file begins with, so that Excel reads its Chinese. */
export const BYTE_ORDER_MARK = '\ufeff';

/** The text of the file in an item's binary field. */
export const exportedText = ({ binary }: INodeExecutionData, field = 'data'): string =>
	Buffer.from(binary?.[field].data ?? '', BINARY_ENCODING).toString('utf8');

/** The rows of a CSV file of members, without its header. */
export const exportedRows = (item: INodeExecutionData): string[][] =>
	exportedText(item)
		.trimEnd()
		.split('\r\n')
		.slice(1)
		.map((line) => line.split(','));

/**
 * How n8n keeps files: `filesystem` takes them piece by piece, `default` holds them in memory, `database` wants each
 * whole before it stores it.
 */
export type StoreMode = 'filesystem' | 'default' | 'database';

/** Files of the `database` mode by id. */
const kept = new Map<string, Buffer>();

/** Turns to one of n8n's modes of keeping files; `folder` is for those of the file system. */
export async function useBinaryStore(mode: StoreMode, folder: string): Promise<BinaryDataService> {
	Object.assign(Container.get(BinaryDataConfig), {
		mode,
		localStoragePath: folder,
		availableModes: ['filesystem'],
	});
	const service = Container.get(BinaryDataService);
	await service.init();
	if (mode === 'database') service.setManager('database', wholeFiles as never);
	return service;
}

/** As n8n's own manager of that mode, which turns what it gets into a Buffer first. */
const wholeFiles = {
	async store(_location: unknown, contents: Buffer | Readable) {
		const whole = Buffer.isBuffer(contents) ? contents : await collected(contents);
		const fileId = `file-${kept.size + 1}`;
		kept.set(fileId, whole);
		return { fileId, fileSize: whole.length };
	},
	getAsBuffer: async (fileId: string) => kept.get(fileId),
};

async function collected(stream: Readable): Promise<Buffer> {
	return await new Promise((resolve, reject) => {
		const pieces: Buffer[] = [];
		stream.on('data', (piece: Buffer) => pieces.push(piece));
		stream.once('end', () => resolve(Buffer.concat(pieces)));
		stream.once('error', reject);
	});
}
