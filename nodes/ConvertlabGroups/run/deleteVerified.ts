import { Refusal } from '../../api/errors';
import { settle } from '../../api/promises';
import type { Request, Send } from '../../api/request';

/**
 * Sends a delete. Where it is not known whether it was done, a look decides: what is gone was deleted. What is still
 * there stays unknown, since the server may yet carry out the lost request. Throws a Refusal.
 */
export async function deleteVerified(
	send: Send,
	request: Request,
	isGone: () => Promise<boolean>,
): Promise<void> {
	const deleted = await settle(send(request));
	if (!(deleted instanceof Refusal)) return;
	const refusal = deleted;
	if (refusal.work !== 'unknown') throw refusal;
	const looked = await settle(isGone());
	if (looked instanceof Refusal || !looked) throw refusal;
}
