import { styleText } from 'node:util';

const tick = '✓';

/**
 * Says what is being done and, while it takes long, for how many seconds already: on a terminal in one line
 * that keeps counting, in a log every 20 seconds.
 */
export async function step<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	const live = process.stdout.isTTY;
	if (live) process.stdout.write(`… ${title}`);
	else console.log(`… ${title}`);
	const ticking = live
		? setInterval(() => process.stdout.write(`\r… ${title} ${dim(`${seconds()} s`)}`), 1000)
		: setInterval(() => console.log(`  … still at it, ${seconds()} s`), 20_000);
	try {
		const result = await work();
		const took = seconds() > 1 ? dim(` ${seconds()} s`) : '';
		if (live) console.log(`\r${tick} ${title}${took}    `);
		else if (took) console.log(`${tick} ${title}${took}`);
		return result;
	} catch (error) {
		if (live) console.log();
		throw error;
	} finally {
		clearInterval(ticking);
	}
}

export const bold = (text: string): string => styled('bold', text);
const dim = (text: string) => styled('dim', text);

const styled = (style: 'bold' | 'dim', text: string) =>
	process.stdout.isTTY ? styleText(style, text) : text;
