import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import type { Identifier } from '../../editor/identifiers';
import type { InvalidParameter } from '../../editor/invalidParameter';
import { notSearched, perhapsSeveral, severalFound, type Candidate } from './refusals';

/** Who an identifier means: a customer, nobody that DM Hub knows, or why that cannot be told. */
export type Resolution = { customerId: Id; created?: boolean } | { unknown: true } | NotCreatable | Refusal;

/** Why somebody is not created: the fields given for them, or what identifies them, cannot be read. */
type NotCreatable = { notCreatable: InvalidParameter };

/** What each is told who names a person, in their own spelling: a number may be written in many ways. */
export type Answer = (asker: Identifier) => Resolution;

/** The same for whoever asks. It holds nothing else: there may be a million answers, and what was seen of each person is more. */
export const always =
	(resolution: Resolution): Answer =>
	() =>
		resolution;

const UNKNOWN = always({ unknown: true });

/** Everything that was seen of one person, from whichever call. */
export class SearchResult {
	readonly candidates = new Map<string, Candidate>();
	/** Whether an identity names a customer. */
	identified = false;
	/** Whether identities were asked and told nothing, or could not be asked. */
	unidentified = false;
	/** Whether a search answered with others, or with a customer whose value it does not show. */
	strangers = false;
	/** Why a search was refused. */
	refused: Refusal | undefined;

	constructor(readonly identifier: Identifier) {}

	addCandidate(candidate: Candidate): void {
		const id = String(candidate.id);
		this.candidates.set(id, { ...this.candidates.get(id), ...candidate });
	}

	/** Whether some search may not have searched. Only its own answer tells: the same person must not be known or unknown by who else is asked for. */
	get mayHaveMissedSomebody(): boolean {
		return this.strangers || this.refused !== undefined;
	}
}

/**
 * The one meaning of “found”, whichever call found somebody: two customers are two, one is the person where nobody
 * else can have the value, and nobody is there only where every search searched and every identity answered.
 * @param wasScanned whether all customers were read: that finds people, and never proves that somebody is not there
 */
export function answerOf(result: SearchResult, wasScanned: boolean): Answer {
	const { candidates, refused, identified, unidentified, mayHaveMissedSomebody } = result;
	const [first] = candidates.values();
	if (candidates.size > 1) return (asker) => severalFound(asker, [...candidates.values()]);
	if (first === undefined)
		return mayHaveMissedSomebody || unidentified ? (asker) => notSearched(asker, refused) : UNKNOWN;
	return !mayHaveMissedSomebody || identified || wasScanned
		? always({ customerId: String(first.id) })
		: (asker) => perhapsSeveral(asker, first);
}
