// Before publishing: what is about to be published is the version of the tag, and says truly whose it is and where it lies.
// On a fork, or while the address of the author and the one of the repository are placeholders, it does not.
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const textOf = (file: string) => readFileSync(`${root}/${file}`, 'utf8');

const { version, author, repository } = JSON.parse(textOf('package.json')) as {
	version: string;
	author: { email: string };
	repository: { url: string };
};
const { GITHUB_REF_NAME, GITHUB_REPOSITORY } = process.env;
const refusals: string[] = [];

if (GITHUB_REF_NAME !== `v${version}`)
	refusals.push(`The tag is ${GITHUB_REF_NAME}, and package.json says ${version}.`);
if (author.email.endsWith('.example'))
	refusals.push(`The author's address in package.json is a placeholder: ${author.email}.`);
if (repository.url !== `git+https://github.com/${GITHUB_REPOSITORY}.git`)
	refusals.push(`The repository in package.json is ${repository.url}, and this is ${GITHUB_REPOSITORY}.`);

// The same address stands in links, which can't ask package.json for it.
const [, home] = /github\.com\/(.+)\.git$/.exec(repository.url) ?? [];
const linking = [
	'README.md',
	...readdirSync(`${root}/docs`).map((file) => `docs/${file}`),
	...['nodes', 'credentials', '.github/ISSUE_TEMPLATE'].flatMap((folder) =>
		readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' }).map(
			(file) => `${folder}/${file}`,
		),
	),
].filter((file) => /\.(md|ts|json|yml)$/.test(file));
for (const file of linking)
	for (const [, link] of textOf(file).matchAll(/github\.com\/([\w-]+\/n8n-nodes-convertlab)\b/g))
		if (link !== home) refusals.push(`${file} links to github.com/${link}, and package.json to ${home}.`);

if (textOf('.github/CODEOWNERS').includes('A placeholder'))
	refusals.push('The owners in .github/CODEOWNERS are a placeholder.');

if (refusals.length > 0) {
	console.error(`Not published. See “Publish” in CONTRIBUTING.md.\n\n${refusals.join('\n')}\n`);
	process.exitCode = 1;
}
