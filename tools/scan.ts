// n8n's own scanner over what its reviewers look at: the sources as they are in the repository, and the tarball as it
// would be published. Also: the tarball holds dist, README, LICENSE, CHANGELOG and package.json, and nothing else.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SOURCE_FILE_PATTERNS, analyzePackage } from '@n8n/scan-community-package/scanner/scanner.mjs';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'convertlab-scan-'));
const mayBePublished = /^(dist\/|package\.json$|README\.md$|LICENSE\.md$|CHANGELOG\.md$)/;

async function main(): Promise<void> {
	const sources = join(folder, 'sources');
	for (const part of ['nodes', 'credentials', 'package.json'])
		cpSync(join(root, part), join(sources, part), { recursive: true });
	const npm = ['pack', '--json', '--pack-destination', folder];
	const [packed] = JSON.parse(execFileSync('npm', npm, { cwd: root, encoding: 'utf8' })) as {
		filename: string;
		files: { path: string }[];
	}[];
	const unpacked = join(folder, 'package');
	mkdirSync(unpacked);
	execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', folder]);

	const stray = packed.files.map(({ path }) => path).filter((path) => !mayBePublished.test(path));
	if (stray.length > 0)
		throw new Error(`The tarball holds what should not be published: ${stray.join(', ')}`);
	await analyze('sources', sources, SOURCE_FILE_PATTERNS);
	await analyze('tarball', unpacked, ['**/*.js', 'package.json']);
	console.log(`n8n's scanner has no findings; the tarball has ${packed.files.length} files.`);
}

async function analyze(what: string, directory: string, patterns: string[]): Promise<void> {
	const { passed, message, details } = await analyzePackage(directory, patterns);
	if (!passed) throw new Error(`n8n's scanner on the ${what}: ${message}\n${details ?? ''}`);
}

main()
	.catch((error: Error) => {
		console.error(error.message);
		process.exitCode = 1;
	})
	.finally(() => rmSync(folder, { recursive: true, force: true }));
