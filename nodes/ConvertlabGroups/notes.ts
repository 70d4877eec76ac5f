import type { NodeExecutionHint } from 'n8n-workflow';

const MANY_RENEWALS = 3;

/** What happened during a run that its user should hear of once, in the output pane or in the error. */
export class Notes {
	/** Requests sent again after a busy server or a broken connection. */
	retries = 0;
	/** Batches that were too large for the server. */
	halvings = 0;
	/** What the run counts, such as `customers` that were `added`. */
	counted = { noun: 'items', verb: 'done' };
	done = 0;
	refused = 0;
	private readonly said: string[] = [];

	/** Says a sentence once. */
	say(sentence: string): void {
		if (!this.said.includes(sentence)) this.said.push(sentence);
	}

	/** What was done before the run stopped, for the error's description. */
	soFar(): string {
		const { noun, verb } = this.counted;
		return this.done === 0
			? `No ${noun} were ${verb} before this.`
			: `${figure(this.done)} ${noun} were ${verb} before this, and stay so.`;
	}

	hints(renewals: number): NodeExecutionHint[] {
		const { noun, verb } = this.counted;
		const hint = (message: string, type: 'info' | 'warning' = 'info'): NodeExecutionHint => ({
			message,
			type,
			location: 'outputPane',
		});
		return [
			...(this.refused > 0
				? [
						hint(
							`${capital(verb)} ${figure(this.done)} of ${figure(this.done + this.refused)} ${noun}; ${figure(this.refused)} ${this.refused === 1 ? 'was' : 'were'} refused, see the error branch.`,
							'warning',
						),
					]
				: []),
			...this.said.map((sentence) => hint(sentence)),
			...(this.retries > 0
				? [
						hint(
							`DM Hub was busy or out of reach: ${times(this.retries, 'request')} had to be sent again, and went through in the end unless an item says otherwise.`,
						),
					]
				: []),
			...(this.halvings > 0
				? [
						hint(
							`${times(this.halvings, 'batch', 'batches')} had more in one request than DM Hub takes, and went in smaller parts.`,
						),
					]
				: []),
			...(renewals > MANY_RENEWALS
				? [
						hint(
							`The access token had to be renewed ${renewals} times: another system probably uses the same App ID. Give n8n an application of its own.`,
							'warning',
						),
					]
				: []),
		];
	}
}

export const figure = (count: number): string => count.toLocaleString('en-US');

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const times = (count: number, one: string, many = `${one}s`): string =>
	`${figure(count)} ${count === 1 ? one : many}`;
