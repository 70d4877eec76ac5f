import type { Session } from './session';

/** The most bytes of a request line; a common server default is 8,192. */
const REQUEST_LINE = 7_500;
const LONGEST_USUAL_TOKEN = 200;

/** How many bytes path and query may take, beside the credential's address and token. */
export const requestLineBytes = (session: Session): number =>
	REQUEST_LINE - session.addressBytes(LONGEST_USUAL_TOKEN);
