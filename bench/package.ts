import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BASE_NODES, isInstalled } from './contenders/httpRequest';

const ROOT = join(__dirname, '..');
const COPY = join(__dirname, '.out/dist');
const SHELL = process.platform === 'win32';

export interface PackageFigures {
	/** Milliseconds to require everything that the package tells n8n to load. */
	load: number;
	/** The same for n8n's HTTP Request node; undefined where no n8n is installed. */
	loadOfHttpRequest?: number;
}

/** Compiles what ships as it is now, and keeps a copy: a build meanwhile must not change what is measured. */
export function build(): void {
	execFileSync('npm', ['run', 'build', '--silent'], { cwd: ROOT, stdio: 'inherit', shell: SHELL });
	rmSync(COPY, { recursive: true, force: true });
	cpSync(`${ROOT}/dist`, COPY, { recursive: true });
}

export function measurePackage(rounds: number): PackageFigures {
	const { n8n } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const files = [...n8n.credentials, ...n8n.nodes].map((file) => join(__dirname, '.out', file));
	return {
		load: median(rounds, () => loadTime(files)),
		loadOfHttpRequest: isInstalled()
			? median(rounds, () => loadTime([join(BASE_NODES, 'HttpRequest/HttpRequest.node.js')]))
			: undefined,
	};
}

const loadTime = (files: string[]) =>
	Number(execFileSync(process.execPath, [join(__dirname, 'loading.mjs'), ...files]).toString());

function median(rounds: number, measure: () => number): number {
	const times = Array.from({ length: rounds }, measure).sort((one, other) => one - other);
	return times[Math.floor((rounds - 1) / 2)];
}
