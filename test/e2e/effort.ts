import type { Page } from '@playwright/test';

/** What somebody does with mouse and keyboard. */
export interface Effort {
	/** Presses of the mouse, each drag among them. */
	clicks: number;
	/** Fields that something was typed into. */
	fields: number;
}

/** As text, since it runs in the page: the types here are Node's. */
const counting = `
	window.effort = { clicks: 0, fields: 0 };
	let typedInto;
	window.addEventListener('pointerdown', ({ isTrusted }) => {
		if (isTrusted) window.effort.clicks += 1;
		typedInto = undefined;
	}, true);
	window.addEventListener('input', ({ isTrusted, target }) => {
		if (isTrusted && target !== typedInto) window.effort.fields += 1;
		typedInto = target;
	}, true);
`;

/** Counts from now on, as the page sees it: until it is loaded anew. @returns how much it was so far */
export async function countEffort(page: Page): Promise<() => Promise<Effort>> {
	await page.evaluate(counting);
	return async () => await page.evaluate<Effort>('window.effort');
}
