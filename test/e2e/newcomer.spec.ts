import { expect } from '@playwright/test';
import { buildFormToGroup } from './formToGroup';
import { secondVersion, updateInSettings } from './installing';
import { test } from './newcomer';
import { take } from './take';
import { takeSteps } from './takeSteps';

// One step after the other; each asserts what it shows, and the next one starts where it ends.
test.describe.configure({ mode: 'serial' });

for (const step of takeSteps)
	test(`the demo video: ${step}`, async ({ newcomer }) => await take[step](newcomer));

test('form → group from an empty canvas takes no more clicks and fields than before', async ({
	newcomer,
}) => {
	expect(await buildFormToGroup(newcomer)).toEqual({ clicks: 23, fields: 7 });
});

test('a second version updates the package, and workflows keep working', async ({ newcomer }) => {
	const { editor, first, folder, registry, runs } = newcomer;
	await registry.publish(await secondVersion(folder));
	await updateInSettings(editor);
	const run = await runs.run(first, 'When clicking ‘Execute workflow’');
	expect(run).toMatchObject({ status: 'success', error: undefined });
	expect(run.items('Export group members to a file')[0].json.members).toBe(3);
});
