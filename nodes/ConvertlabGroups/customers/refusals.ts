import { Refusal } from '../../api/errors';
import type { WireId } from '../../api/ids';
import { quote } from '../../api/quote';
import type { Identifier } from '../../editor/identifiers';

/** The refusals for people who cannot be found for certain. */

const LONGEST_QUOTED = 128;
const MOST_LISTED = 10;

const named = ({ type, given }: Identifier): string => `the ${type.noun} ${quote(given, LONGEST_QUOTED)}`;

/** What a user can do about somebody unknown, in the operation at hand. */
export type IfUnknown = 'check' | 'create' | 'createOrSkip';

const ADVICE: Record<IfUnknown, string> = {
	check: '',
	create: 'To create such customers, set “If Customer Not Found” to “Create Customer”.',
	createOrSkip:
		'Set “If Customer Not Found” to “Create Customer” to create such customers, or to “Skip Customer” to sync the group without them.',
};

/** The same for somebody who cannot be created. */
const ADVICE_WITHOUT_CREATION: Record<IfUnknown, string> = {
	check: '',
	create: '',
	createOrSkip: 'To sync the group without them, set “If Customer Not Found” to “Skip Customer”.',
};

export function notFound(identifier: Identifier, ifUnknown: IfUnknown): Refusal {
	const { onlyToFind } = identifier;
	const advice = onlyToFind === undefined ? ADVICE : ADVICE_WITHOUT_CREATION;
	return new Refusal({
		kind: 'absent',
		reason: 'notFound',
		work: 'undone',
		message: `There is no customer with ${named(identifier)}`,
		description: ['Check the value.', onlyToFind, advice[ifUnknown]].filter(Boolean).join(' '),
		forModel: 'Ask whether it is right. This tool does not create customers.',
	});
}

/** A customer who may be the person. */
export interface Candidate {
	id: WireId;
	name?: string;
	dateCreated?: string;
}

export function severalFound(identifier: Identifier, candidates: Candidate[]): Refusal {
	const listed = candidates.slice(0, MOST_LISTED).map(({ id, name, dateCreated }) => {
		const details = [`ID ${id}`, dateCreated && `created ${dateCreated}`].filter(Boolean).join(', ');
		return name ? `${quote(name)} (${details})` : details;
	});
	if (candidates.length > MOST_LISTED) listed.push(`and ${candidates.length - MOST_LISTED} more`);
	return new Refusal({
		kind: 'refused',
		reason: 'ambiguous',
		work: 'undone',
		message: `${candidates.length} customers have ${named(identifier)}: ${listed.join('; ')}`,
		description:
			'Merge them in DM Hub, or set “Identify Customers By” to “Customer ID” and give the ID of the right one.',
		forModel: 'This tool cannot choose between them. They have to be merged in DM Hub: tell the person so.',
	});
}

/** The same where a filter names the person: no field says what customers are identified by. */
export const inFilter = (refusal: Refusal): Refusal =>
	refusal.reason === 'ambiguous'
		? refusal.with({
				description: 'Merge them in DM Hub, or filter by “Customer ID” with the ID of the right one.',
			})
		: refusal;

/** The server did not search: its first row would be a stranger. @param refused why, where it said so */
export function notSearched(identifier: Identifier, refused?: Refusal): Refusal {
	const { code, httpStatus, serverMessage, message } = refused ?? {};
	return new Refusal({
		kind: 'unreadable',
		reason: 'notSearched',
		work: 'unknown',
		code,
		httpStatus,
		serverMessage,
		message: `It is not known whether there is a customer with ${named(identifier)}: ${message ?? 'DM Hub did not search for it'}`,
		description: otherWay(identifier),
	});
}

/** The person is among rows of others, so that somebody else on a later page may have the same value. */
export const perhapsSeveral = (identifier: Identifier, { id }: Candidate): Refusal =>
	new Refusal({
		kind: 'unreadable',
		reason: 'notSearched',
		work: 'unknown',
		message: `Customer ${id} has ${named(identifier)}, but it is not known whether anybody else has it, too: DM Hub did not search for it`,
		description: otherWay(identifier),
	});

const otherWay = ({ type }: Identifier): string =>
	`Identify customers by ${type.by === 'mobile' ? '' : 'mobile number or '}customer ID instead.`;
