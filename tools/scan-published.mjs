// n8n's scanner on the version that npm has: what its reviewers see, provenance included. Its own command ends with 0
// when it finds something. npm shows a new version and its provenance only after some minutes.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { analyzePackageByName } from '@n8n/scan-community-package/scanner/scanner.mjs';

const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const attempts = 10;

for (let attempt = 1; ; attempt += 1) {
	const { passed, message, details } = await analyzePackageByName(name, version).catch((error) => ({
		passed: false,
		message: error.message,
	}));
	if (passed) break;
	console.error(`${name}@${version}, attempt ${attempt} of ${attempts}: ${message}\n${details ?? ''}`);
	// With details it is a finding, and waiting will not help.
	if (details || attempt === attempts) process.exit(1);
	await sleep(30_000);
}
console.log(`n8n's scanner has no findings in ${name}@${version}.`);
