import { ILLEGAL_PARAMETER, NO_SUCH_ID_OR_NO_RIGHT, type Refusal } from '../errors';
import { APPLICATIONS, blamesAddress, ON_THE_WHITELIST } from '../http/serverError';

/** An application in DM Hub has a right for each kind of data, so one that may use groups may lack the right to customers. */

const NOT_ALLOWED = /permission|privilege|not allowed|forbidden|denied|unauthori[sz]ed|scope|权限|授权|无权/i;

/**
 * Whether a right is missing, or this n8n may not call at all. For calls that name no id: DM Hub has one code for a
 * missing right and for an unknown id.
 * @param isGranted whether such a call has succeeded: a refusal is then about the value that was sent
 */
export function isMissingRight(
	{ kind, code, httpStatus, serverMessage = '' }: Refusal,
	isGranted = false,
): boolean {
	// Whoever reads that a value is illegal has the right.
	if (kind !== 'refused' || code === ILLEGAL_PARAMETER || isGranted) return false;
	return (
		code === NO_SUCH_ID_OR_NO_RIGHT ||
		httpStatus === 403 ||
		NOT_ALLOWED.test(serverMessage) ||
		blamesAddress(serverMessage)
	);
}

/** @param otherwise what else to do, a sentence */
export function missingRight(refusal: Refusal, right: 'read' | 'create', otherwise = ''): Refusal {
	if (blamesAddress(refusal.serverMessage))
		return refusal.with({
			reason: 'noRight',
			description: `In DM Hub open ${APPLICATIONS}, and check that ${ON_THE_WHITELIST}. Then run again.`,
		});
	// The whitelist may be a gateway’s, which says no more than that.
	const orAddress = refusal.httpStatus === 403 ? `If it is ticked, check that ${ON_THE_WHITELIST}.` : '';
	const tick = `In DM Hub open ${APPLICATIONS}, edit the application whose App ID is in the credential, and tick the right to ${right} customers (客户).`;
	return refusal.with({
		reason: 'noRight',
		message: `The application in DM Hub may not ${right} customers: ${refusal.message}`,
		description: [tick, orAddress, 'Then run again.', otherwise].filter(Boolean).join(' '),
	});
}
