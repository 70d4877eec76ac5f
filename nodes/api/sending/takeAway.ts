import { settle } from '../outcome';
import type { Request, Send } from '../request';

/**
 * Sends what takes something away. Where it is not known whether that was done, a look decides: what is gone is done.
 * What is still there may go later, when the server comes to the lost request: that stays not known.
 */
export async function takeAway(send: Send, request: Request, isGone: () => Promise<boolean>): Promise<void> {
	const taken = await settle(send(request));
	if (!('refusal' in taken)) return;
	const { refusal } = taken;
	if (refusal.work !== 'unknown') throw refusal;
	const looked = await settle(isGone());
	if ('refusal' in looked || !looked.reply) throw refusal;
}
