import { readBody, textOf } from '../../nodes/api/http/fetchResponse';

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = async (bytes: Buffer, size = 1) => textOf((await readBody(pieces(bytes, size)))!);

test.each(['', '{"items":[]}', '{"name":"金卡会员 🎉 é"}', '\u0000\u007f\u0080ÿ'])(
	'a body is read whole however it is cut between two bytes: %j',
	async (text) => {
		expect(await read(Buffer.from(text))).toBe(text);
	},
);

test('a byte order mark is not part of the text', async () => {
	expect(await read(Buffer.from('\uFEFF{"rows":[]}'))).toBe('{"rows":[]}');
});

test('invalid UTF-8 does not stop the reading', async () => {
	expect(await read(Buffer.from([0x22, 0xe9, 0x22]))).toBe('"\uFFFD"');
});

test('a body that is too large is left', async () => {
	const megabyte = Buffer.alloc(1024 * 1024);
	let given = 0;
	async function* endless() {
		for (;;) {
			given += 1;
			yield megabyte;
		}
	}
	expect(await readBody(endless())).toBeUndefined();
	expect(given).toBe(65);
});
