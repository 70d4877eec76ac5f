import { Refusal } from '../../api/errors';
import type { Identification, Person } from '../../api/identification';
import type { WireId } from '../../api/ids';
import { quote } from '../../api/quote';

/** The refusals for people who cannot be found for certain. */

const LONGEST_QUOTED = 128;
const MOST_LISTED = 10;

const named = ({ noun }: Identification, { given }: Person): string =>
	`the ${noun} ${quote(given, LONGEST_QUOTED)}`;

export const notFound = (identification: Identification, person: Person): Refusal =>
	new Refusal({
		kind: 'absent',
		work: 'undone',
		message: `There is no customer with ${named(identification, person)}`,
		description: 'Check the value.',
		forModel: 'Ask whether it is right. This tool does not create customers.',
	});

/** The same where the node can create such a customer. */
export const notFoundButCreatable = (absent: Refusal): Refusal =>
	absent.with({
		description: `${absent.description} To create such customers, set “If Customer Not Found” to “Create Customer”.`,
	});

/** One of several customers with the same value, for the user to choose from. */
export interface Candidate {
	id: WireId;
	name?: string;
	dateCreated?: string;
}

export function severalFound(
	identification: Identification,
	person: Person,
	candidates: Candidate[],
): Refusal {
	const listed = candidates.slice(0, MOST_LISTED).map(({ id, name, dateCreated }) => {
		const details = [`ID ${id}`, dateCreated && `created ${dateCreated}`].filter(Boolean).join(', ');
		return name ? `${quote(name)} (${details})` : details;
	});
	if (candidates.length > MOST_LISTED) listed.push(`and ${candidates.length - MOST_LISTED} more`);
	return new Refusal({
		kind: 'refused',
		work: 'undone',
		message: `${candidates.length} customers have ${named(identification, person)}: ${listed.join('; ')}`,
		description:
			'Merge them in DM Hub, or set “Identify Customers By” to “Customer ID” and give the ID of the right one.',
		forModel: 'This tool cannot choose between them. They have to be merged in DM Hub: tell the person so.',
	});
}

/** Rows came, but none of the person: the server did not search, and its first row would be a stranger. */
export const notKnown = (identification: Identification, person: Person): Refusal =>
	new Refusal({
		kind: 'unreadable',
		work: 'unknown',
		message: `It is not known whether there is a customer with ${named(identification, person)}: DM Hub ignored this filter`,
		description: `Identify customers by ${identification.by === 'mobile' ? '' : 'mobile number or '}customer ID instead.`,
	});
