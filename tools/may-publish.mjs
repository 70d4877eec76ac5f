// Before `npm publish`: what is published by hand has no provenance, and n8n verifies no package without it.
import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const { GITHUB_ACTIONS, GITHUB_REF_NAME } = process.env;

const refusal =
	GITHUB_ACTIONS !== 'true'
		? `This package is published by GitHub Actions only. Push the tag of its version:

    git tag v${version} && git push origin v${version}`
		: GITHUB_REF_NAME !== `v${version}`
			? `The tag is ${GITHUB_REF_NAME}, but package.json says ${version}. Tag v${version}, or change the version.`
			: undefined;

if (refusal) {
	console.error(`\nNot published. ${refusal}\n`);
	process.exitCode = 1;
}
