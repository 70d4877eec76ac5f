import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Mistyped, readCommand } from '../../sandbox/commandLine';

const start = (...options: string[]) =>
	spawn(process.execPath, ['--import', 'tsx', 'sandbox/cli.ts', '--port', '0', ...options], {
		cwd: resolve(__dirname, '../..'),
		stdio: ['ignore', 'pipe', 'pipe'],
	});

/** What the command said until it had ended by itself. */
async function ended(...options: string[]): Promise<{ code: unknown; said: string; cried: string }> {
	const child = start(...options);
	let said = '';
	let cried = '';
	child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
	child.stderr.on('data', (piece: Buffer) => (cried += piece.toString()));
	const [code] = (await once(child, 'close')) as [number | null];
	return { code, said, cried };
}

/** Its lines up to the last one that it says when it is ready. */
async function ready(child: ReturnType<typeof start>): Promise<string> {
	const lines: string[] = [];
	for await (const line of createInterface({ input: child.stdout })) {
		lines.push(line);
		if (line.startsWith('Stop')) break;
	}
	return lines.join('\n');
}

test('the command starts a sandbox, says how to use it, and stops when told', async () => {
	const child = start('--seed', '30', '--app-id', 'me', '--secret', 'x y');
	const text = await ready(child);
	const [, url] = /Base URL +(\S+)/.exec(text) ?? [];
	const [, curl] = /curl '(\S+accesstoken\S+)'/.exec(text) ?? [];
	expect(await (await fetch(`${url}/__sandbox/state`)).json()).toMatchObject({ groups: [{ members: 30 }] });
	expect(await (await fetch(curl)).json()).toMatchObject({ error_code: 0, expires_in: 7200 });
	child.kill('SIGTERM');
	expect(await once(child, 'exit')).toEqual([0, null]);
});

test('--help explains the options and ends well', async () => {
	const { code, said, cried } = await ended('--help');
	expect([code, cried]).toEqual([0, '']);
	for (const option of ['port', 'seed', 'set', 'latency', 'token-lifetime', 'app-id', 'secret'])
		expect(said).toContain(`--${option} `);
});

test('a seed that cannot be read ends the command before anything listens', async () => {
	const { code, said, cried } = await ended('--seed', 'nope.json');
	expect([code, said]).toEqual([1, '']);
	expect(cried).toMatch(/^cannot read the seed nope\.json: .*no such file.*\n$/);
});

test('whatever is mistyped is told with the usage', async () => {
	const { code, said, cried } = await ended('--nope');
	expect([code, said]).toEqual([1, '']);
	expect(cried).toMatch(/^Unknown option '--nope'.*\n\nnpm run sandbox -- \[options\]\n/);
});

test.each([
	[['--latency', 'x'], '--latency takes a whole number'],
	[['--token-lifetime', '-1'], '--token-lifetime'],
	[['--token-lifetime=-1'], '--token-lifetime takes a whole number'],
	[['--port', '70000'], '--port takes a whole number up to 65535, not “70000”'],
	[['--set', 'countShape'], '--set takes SWITCH=VALUE, not “countShape”'],
	[['--set', 'countShape=three'], 'countShape is "three", but must be one of "bare", "object", "string"'],
	[['--set', 'memberRowCap=0'], 'memberRowCap is 0, but must be >= 1'],
	[['--set', 'nope=1'], 'there is no switch nope'],
	[['more'], 'more'],
])('%j is mistyped', (args, words) => {
	expect(() => readCommand(args)).toThrow(words);
	expect(() => readCommand(args)).toThrow(Mistyped);
});

test('--set takes JSON or plain text, for switches and settings', () => {
	const assignments = ['existingMember=error', 'memberRowCap=100', 'customerCount=404', 'latency=5'];
	const more = ['customerFilters=["mobile"]', 'tokenLifetime=60000', 'refusedCustomers=[7]'];
	const { options, tokenLifetime } = readCommand(
		[...assignments, ...more].flatMap((each) => ['--set', each]),
	);
	expect(tokenLifetime).toBe(60_000);
	expect(options).toMatchObject({
		latency: 5,
		requestLimit: null,
		quirks: {
			existingMember: 'error',
			memberRowCap: 100,
			customerCount: '404',
			customerFilters: ['mobile'],
			refusedCustomers: new Set(['7']),
		},
	});
});
