// An n8n to develop in: the demo's, but with a user folder of its own, into which tsc and gulp write whenever a source
// changes. n8n then loads the nodes anew, and the editor shows it when its page is loaded again.
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, startChild } from '../harness/children.mjs';
import { toTheEnd } from '../harness/ending.mjs';
import { startFilledN8n } from '../harness/filled.mjs';
import { installN8n, installProject } from '../harness/install.mjs';
import { owner } from '../harness/n8nEnvironment.mjs';
import { installPackage } from '../harness/package.mjs';
import { root, state } from '../harness/places.mjs';
import { bold, step } from '../harness/progress.mjs';

const userFolder = `${state}/dev`;

await toTheEnd(async () => {
	await installProject();
	await installN8n();
	const dist = `${await installPackage(userFolder)}/dist`;
	const tsc = await step('tsc: compile and watch', () => watchSources(dist));
	const gulp = startChild(process.execPath, ['node_modules/gulp/bin/gulp.js', 'watch', '--silent'], {
		cwd: root,
		env: { ...process.env, DIST: dist },
		log: `${userFolder}/logs/gulp.log`,
	});
	const { n8n, sandbox, ended } = await startFilledN8n({ userFolder, env: { N8N_DEV_RELOAD: 'true' } });
	tsc.hear((text) => process.stdout.write(text));

	console.log(`\n${bold('Change a source; n8n loads it a moment later. Reload the page to see it in the editor.')}
  The editor    ${n8n.url}   ${owner.email}, ${owner.password}
  The sandbox   ${sandbox.url}
  The logs      ${userFolder}/logs
Stop with Ctrl+C.\n`);
	const first = await Promise.race([ended, tsc.exited.then(() => 'tsc'), gulp.exited.then(() => 'gulp')]);
	throw new Failure(`${first} ended by itself. What it said last is in ${userFolder}/logs.`);
});

/** n8n watches the folder itself, not where a link leads: so the compiler writes there. Resolves after the first build. */
async function watchSources(dist) {
	const args = ['node_modules/typescript/bin/tsc', '--watch', '--preserveWatchOutput', '--outDir', dist];
	const tsc = startChild(process.execPath, args, { cwd: root, log: `${userFolder}/logs/tsc.log` });
	while (!tsc.stdout().includes('Watching for file changes')) {
		const gone = await Promise.race([tsc.exited.then(() => true), sleep(100)]);
		if (gone) throw new Failure(`tsc did not start:\n\n${tsc.lastWords()}`);
	}
	return tsc;
}
