import { spawnSync } from 'node:child_process';
import { textOf } from './support/sources';

/** `.github/workflows/publish.yml` asks `tools/mayPublish.ts` first. */

const { version, author, repository } = JSON.parse(textOf('package.json')) as {
	version: string;
	author: { email: string };
	repository: { url: string };
};
const home = /github\.com\/(.+)\.git$/.exec(repository.url)?.[1] ?? '';

const mayPublish = (tag: string, fork = home) => {
	const { status, stderr } = spawnSync('npx', ['tsx', 'tools/mayPublish.ts'], {
		encoding: 'utf8',
		env: { ...process.env, GITHUB_REF_NAME: tag, GITHUB_REPOSITORY: fork },
	});
	return { status, stderr };
};

test('nothing is published while the author or the owners are placeholders', () => {
	const { status, stderr } = mayPublish(`v${version}`);
	const placeholders = [
		author.email.endsWith('.example') && 'author',
		textOf('.github/CODEOWNERS').includes('A placeholder') && 'CODEOWNERS',
	].filter(Boolean) as string[];
	expect(status).toBe(placeholders.length > 0 ? 1 : 0);
	for (const named of placeholders) expect(stderr).toContain(named);
});

test('nothing is published from a fork, or under the tag of another version', () => {
	const { status, stderr } = mayPublish('v99.0.0', 'somebody/n8n-nodes-convertlab');
	expect(status).toBe(1);
	expect(stderr).toContain('v99.0.0');
	expect(stderr).toContain('somebody/n8n-nodes-convertlab');
});

test('the release list of CONTRIBUTING.md names each place that has a placeholder', () => {
	const list = /## Publish\n([^]*?)\n## /.exec(textOf('CONTRIBUTING.md'))?.[1] ?? '';
	for (const place of ['author.email', 'homepage', 'repository.url', 'README.md', '.github/CODEOWNERS'])
		expect(list).toContain(place);
});
