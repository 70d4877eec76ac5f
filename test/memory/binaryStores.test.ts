import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { BYTE_ORDER_MARK, useBinaryStore, type StoreMode } from '../support/files';
import { upFrom } from '../support/inputs';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const sandbox = useSandbox();
let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'convertlab-files-'))));
afterEach(async () => await rm(folder, { recursive: true }));

const isOldHost = process.env.N8N_HOST === 'n8n-1.123';
const modes: StoreMode[] = ['filesystem', 'default', 'database'];

describe.each(modes)('an export where n8n keeps files as %s', (mode) => {
	test.each(['csv', 'jsonl'])('holds every member of 25,000 once, as %s', async (format) => {
		const store = await useBinaryStore(mode, folder);
		const hub = sandbox();
		const { id } = hub.addGroup({ name: '金卡会员' });
		hub.nextMembershipId = '1627652953215200001';
		hub.addMembers(id, 25_000, { firstCustomerId: 7, dateCreated: '2026-11-24T00:00:00Z' });

		const result = await runNode(hub, {
			parameters: member('exportToFile', byId(id), { format, options: { fileName: `members.${format}` } }),
		});

		expect(result.error).toBeUndefined();
		expect(result.json).toEqual([
			{ members: 25_000, fileName: `members.${format}`, nextSinceId: '1627652953215225000' },
		]);
		const text = (await store.getAsBuffer(result.items[0].binary!.data)).toString();
		const date = '2026-11-24T00:00:00Z';
		const ids = upFrom(0, 25_000).map((at) => [`16276529532152${String(200_001 + at).slice(1)}`, at + 7]);
		const expected = ids.map(([membership, customer]) =>
			format === 'csv'
				? `${membership},${id},${customer},${date},${date}`
				: `{"id":"${membership}","listId":${id},"customerId":${customer},"dateCreated":"${date}","lastUpdated":"${date}"}`,
		);
		expect(text.split(/\r?\n/)).toEqual([
			...(format === 'csv' ? [`${BYTE_ORDER_MARK}id,listId,customerId,dateCreated,lastUpdated`] : []),
			...expected,
			'',
		]);
	});

	test('writes an empty group as a header', async () => {
		const store = await useBinaryStore(mode, folder);
		const hub = sandbox();
		const { id } = hub.addGroup({ name: '金卡会员' });
		const { items, json } = await runNode(hub, { parameters: member('exportToFile', byId(id)) });
		expect(json).toMatchObject([{ members: 0, nextSinceId: null }]);
		expect((await store.getAsBuffer(items[0].binary!.data)).toString()).toBe(
			`${BYTE_ORDER_MARK}id,listId,customerId,dateCreated,lastUpdated\r\n`,
		);
	});

	test('keeps the files of two items apart', async () => {
		const store = await useBinaryStore(mode, folder);
		const hub = sandbox();
		const groups = ['金卡会员', '银卡会员'].map((name, at) => {
			const { id } = hub.addGroup({ name });
			hub.addMembers(id, [at + 1]);
			return { group: id };
		});
		const { items } = await runNode(hub, {
			input: groups,
			parameters: member('exportToFile', byId('={{ $json.group }}'), { format: 'jsonl' }),
		});
		const texts = await Promise.all(
			items.map(async ({ binary }) => (await store.getAsBuffer(binary!.data)).toString()),
		);
		expect(texts.map((text) => (JSON.parse(text) as { customerId: number }).customerId)).toEqual([1, 2]);
	});

	test('leaves no file behind when it is refused half way', async () => {
		await useBinaryStore(mode, folder);
		const hub = sandbox();
		const { id } = hub.addGroup({ name: '金卡会员' });
		hub.addMembers(id, 45_000);
		hub.faults.add({
			kind: 'refuse',
			match: ({ query }) => query.sinceId !== undefined && Number(query.sinceId) > 36345 + 25_000,
			body: { error_code: 50000, error_description: 'system is busy with itself' },
		});
		const result = await runNode(hub, { parameters: member('exportToFile', byId(id)) });
		expect(result.error?.message).toContain('system is busy with itself');
		expect(result.items).toEqual([]);
		const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) =>
			each.isFile(),
		);
		// n8n 1.x keeps what it had written, in the folder of the execution, and deletes it with that.
		const left = files.filter(
			({ parentPath }) => !(isOldHost && /executions.1.binary_data$/.test(parentPath)),
		);
		expect(left.map(({ name }) => name)).toEqual([]);
	});
});
