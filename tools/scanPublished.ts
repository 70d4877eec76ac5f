// n8n's scanner on the version that npm has: what its reviewers see, provenance included. Its own command ends with 0
// when it finds something. npm shows a new version and its provenance only after some minutes.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { analyzePackageByName } from '@n8n/scan-community-package/scanner/scanner.mjs';

const manifest = readFileSync(resolve(import.meta.dirname, '../package.json'), 'utf8');
const { name, version } = JSON.parse(manifest) as { name: string; version: string };
const attempts = 10;

async function main(): Promise<void> {
	for (let attempt = 1; ; attempt += 1) {
		const { passed, message, details } = await analyzePackageByName(name, version).catch((error: Error) => ({
			passed: false,
			message: error.message,
			details: undefined,
		}));
		if (passed) break;
		console.error(`${name}@${version}, attempt ${attempt} of ${attempts}: ${message}\n${details ?? ''}`);
		// With details it is a finding, and waiting will not help.
		if (details || attempt === attempts) {
			process.exitCode = 1;
			return;
		}
		await sleep(30_000);
	}
	console.log(`n8n's scanner has no findings in ${name}@${version}.`);
}

void main();
