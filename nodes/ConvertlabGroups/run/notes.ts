import type { NodeExecutionHint } from 'n8n-workflow';

const MANY_RENEWALS = 3;
/** Operations that change nothing: an error need not say what was kept. */
const READING = new Set(['read', 'checked', 'counted', 'exported']);

/** What the user should be told once about a run, in the output pane or in the error. */
export class Notes {
	/** Requests sent again after a busy server or a broken connection. */
	retries = 0;
	/** Batches that were too large for the server. */
	halvings = 0;
	/** What the run counts, such as `customers` that were `added`. */
	counted = { noun: 'items', verb: 'done' };
	done = 0;
	refused = 0;
	/** Customers that were created in DM Hub on the way. */
	created = 0;
	private readonly said: string[] = [];
	private readonly warned: string[] = [];

	/** Says a sentence once. */
	say(sentence: string): void {
		if (!this.said.includes(sentence)) this.said.push(sentence);
	}

	/** Warns of something once. */
	warn(sentence: string): void {
		if (!this.warned.includes(sentence)) this.warned.push(sentence);
	}

	/** What was done before the run stopped, for the error's description. */
	soFar(): string {
		const { noun, verb } = this.counted;
		const created = this.created > 0 ? [kept(this.created, 'customers', 'created')] : [];
		if (READING.has(verb)) return created.join(' ');
		if (this.done > 0) return [...created, kept(this.done, noun, verb)].join(' ');
		return [...created, `No ${noun} were ${verb} before this.`].join(' ');
	}

	hints(renewals: number): NodeExecutionHint[] {
		const { noun, verb } = this.counted;
		const { done, refused, retries, halvings } = this;
		const hints: NodeExecutionHint[] = [];
		const hint = (message: string, type: 'info' | 'warning' = 'info') =>
			hints.push({ message, type, location: 'outputPane' });
		if (refused > 0)
			hint(
				`${capital(verb)} ${figure(done)} of ${figure(done + refused)} ${noun}; ${figure(refused)} ${refused === 1 ? 'was' : 'were'} refused, each with the reason in its “error”.`,
				'warning',
			);
		for (const sentence of this.warned) hint(sentence, 'warning');
		for (const sentence of this.said) hint(sentence);
		if (retries > 0)
			hint(
				`DM Hub was busy or unreachable, or an answer was lost: ${times(retries, 'request')} had to be repeated, and succeeded unless an item says otherwise.`,
			);
		if (halvings > 0)
			hint(
				`${times(halvings, 'batch', 'batches')} exceeded DM Hub’s limit for one request and ${halvings === 1 ? 'was' : 'were'} split.`,
			);
		if (renewals > MANY_RENEWALS)
			hint(
				`The access token had to be renewed ${renewals} times: another system probably uses the same App ID. Create a separate application for n8n in DM Hub.`,
				'warning',
			);
		return hints;
	}
}

function kept(count: number, noun: string, verb: string): string {
	const were = count === 1 ? 'was' : 'were';
	return `${amount(count, noun)} ${were} ${verb} before this, and ${were} kept.`;
}

export const figure = (count: number): string => count.toLocaleString('en-US');

/** `1 customer`, `2 customers`, `1 list of members`. */
const amount = (count: number, noun: string): string =>
	`${figure(count)} ${count === 1 ? noun.replace(/s\b/, '') : noun}`;

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const times = (count: number, one: string, many = `${one}s`): string =>
	`${figure(count)} ${count === 1 ? one : many}`;
