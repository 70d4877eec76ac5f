import { readBody, textOf } from '../../nodes/api/http/body';

const asked = { what: 'GET /v1/lists', isWrite: false, timeoutSeconds: 5, redact: (text: string) => text };

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = async (bytes: Buffer, size = 1) => textOf(await readBody(pieces(bytes, size), asked, 5_000));

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

test('no timer outlives its answer by more than a second', async () => {
	const before = jest.getTimerCount();
	for (let answer = 0; answer < 20; answer += 1)
		await readBody(pieces(Buffer.from('{}'), 1), asked, 3_600_000);
	jest.advanceTimersByTime(1_000);
	expect(jest.getTimerCount()).toBeLessThanOrEqual(before);
});
