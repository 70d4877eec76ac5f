// An n8n to develop in: the demo's, but with a user folder of its own, into which tsc and gulp write whenever a source
// changes. n8n then loads the nodes anew, and the editor shows it when its page is loaded again.
import { Failure, startChild, type Child } from '../harness/children';
import { toTheEnd } from '../harness/ending';
import { startFilledN8n } from '../harness/filled';
import { installN8n } from '../harness/install';
import { owner } from '../harness/n8nEnvironment';
import { installPackage } from '../harness/package';
import { root, state } from '../harness/places';
import { bold, step } from '../harness/progress';
import { untilReady } from '../harness/waiting';

const userFolder = `${state}/dev`;

async function main(): Promise<void> {
	await installN8n();
	const dist = `${await installPackage(userFolder)}/dist`;
	const tsc = await step('tsc: compile and watch', () => watchSources(dist));
	const gulp = startChild(process.execPath, ['node_modules/gulp/bin/gulp.js', 'watch', '--silent'], {
		cwd: root,
		env: { ...process.env, DIST: dist },
		log: `${userFolder}/logs/gulp.log`,
	});
	const { n8n, sandbox, edited, ended } = await startFilledN8n({
		userFolder,
		env: { N8N_DEV_RELOAD: 'true' },
	});
	tsc.hear((text) => process.stdout.write(text));

	if (edited.length > 0) console.log(`  Left as you have edited them: ${edited.join(', ')}`);
	console.log(`\n${bold('Change a source; n8n loads it a moment later. Reload the page to see it in the editor.')}
  The editor    ${n8n.url}   ${owner.email}, ${owner.password}
  The sandbox   ${sandbox.url}
  The logs      ${userFolder}/logs
Stop with Ctrl+C.\n`);
	const first = await Promise.race([ended, tsc.exited.then(() => 'tsc'), gulp.exited.then(() => 'gulp')]);
	throw new Failure(`${first} ended by itself. What it said last is in ${userFolder}/logs.`);
}

/** n8n watches the folder itself, not where a link leads: so the compiler writes there. Resolves after the first build. */
async function watchSources(dist: string): Promise<Child> {
	const args = ['node_modules/typescript/bin/tsc', '--watch', '--preserveWatchOutput', '--outDir', dist];
	const tsc = startChild(process.execPath, args, { cwd: root, log: `${userFolder}/logs/tsc.log` });
	await untilReady(tsc, 'tsc', () => tsc.lastWords().includes('Watching for file changes'), 300);
	return tsc;
}

void toTheEnd(main);
