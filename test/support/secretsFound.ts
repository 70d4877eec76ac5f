import { Container } from '@n8n/di';
import { GlobalConfig } from '@n8n/config';
import { inspect } from 'node:util';
import type { NodeResult } from './runNode';
import { formsOf } from './secretForms';

/** Everything n8n would store or show of a run, however deep it lies. */
function textsOf(result: NodeResult): string[] {
	const { error, hints, items, refused } = result;
	const depth = { depth: Infinity, showHidden: true, maxArrayLength: Infinity, maxStringLength: Infinity };
	const thrown = error as (Error & { cause?: unknown; messages?: unknown }) | undefined;
	return [
		inspect(result.stored, { ...depth, getters: true }),
		JSON.stringify([items, refused, hints]),
		inspect([thrown, thrown?.cause, thrown?.stack, thrown?.messages], depth),
	];
}

/** The secrets that a run or its console output gives away. */
export function secretsIn(result: NodeResult, printed: string[], secrets: Iterable<string>): string[] {
	const texts = [...textsOf(result), ...printed];
	return [...secrets].filter((secret) =>
		formsOf(secret).some((form) => texts.some((text) => text.includes(form))),
	);
}

/** Catches what is written to the console and to the standard streams, n8n's log of a server included. */
export function printedDuring(): { texts: string[]; restore(): void } {
	// Before n8n makes its logger, with the first run of a test file.
	Container.get(GlobalConfig).logging.level = 'info';
	const texts: string[] = [];
	const spies = [
		...(['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
			jest.spyOn(console, name).mockImplementation((...args: unknown[]) => void texts.push(args.join(' '))),
		),
		...[process.stdout, process.stderr].map((stream) =>
			jest.spyOn(stream, 'write').mockImplementation((text) => {
				texts.push(String(text));
				return true;
			}),
		),
	];
	return { texts, restore: () => spies.forEach((spy) => spy.mockRestore()) };
}
