import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import type { Identifier } from '../../editor/identifiers';
import type { InvalidParameter } from '../../editor/invalidParameter';
import { notFound, notSearched, perhapsSeveral, severalFound, type Candidate } from './refusals';

/** Who an identifier means: a customer, nobody that DM Hub knows, or why that cannot be told. */
export type Resolution = { customerId: Id; created?: boolean } | { unknown: Refusal } | Refusal;

/** Why somebody is not created: the fields given for them, or what identifies them, cannot be read. */
export type Unreadable = { unreadable: InvalidParameter };

/** Which searches of a server have been seen to search, by the form of the value. */
export class SearchEvidence {
	private readonly answeredNothing = new Set<number>();
	private readonly answeredWith = new Map<number, Set<string>>();

	/**
	 * The answer to a search held nothing but the person, or nothing at all. A server that passes over the filter would
	 * have sent everybody; where it did so to one person only, that may be the only customer there is.
	 */
	honoured(form: number, key: string, rows: number): void {
		if (rows === 0) this.answeredNothing.add(form);
		else this.answeredWith.set(form, (this.answeredWith.get(form) ?? new Set()).add(key));
	}

	isProven(form: number): boolean {
		return this.answeredNothing.has(form) || (this.answeredWith.get(form)?.size ?? 0) > 1;
	}
}

/** Everything that was seen of one person, from whichever call. */
export class SearchResult {
	readonly candidates = new Map<string, Candidate>();
	/** Whether an identity names a customer. */
	identified = false;
	/** Whether identities were asked and told nothing, or could not be asked. */
	unidentified = false;
	/** Whether all customers were read. That finds people; it never proves that somebody is not there. */
	scanned = false;
	/** Whether the rows of a search held the person and others. */
	mixed = false;
	/** Why a search was refused. */
	refused: Refusal | undefined;
	/** Searches whose rows held others only, by the form of the value. */
	readonly foreignForms: number[] = [];

	constructor(readonly identifier: Identifier) {}

	addCandidate(candidate: Candidate): void {
		const id = String(candidate.id);
		const known = this.candidates.get(id);
		if (!known || known.dateCreated === undefined) this.candidates.set(id, { ...known, ...candidate });
	}

	/** Whether some search did not search, by its own answer alone. */
	get mayHaveMissedSomebody(): boolean {
		return this.mixed || this.refused !== undefined || this.foreignForms.length > 0;
	}

	/** The same, by all that is known of this server by now. */
	isInconclusive(evidence: SearchEvidence): boolean {
		const foreign = this.foreignForms.some((form) => !evidence.isProven(form));
		return this.mixed || this.refused !== undefined || foreign;
	}
}

/**
 * The one meaning of “found”, whichever way the results came: two customers are two, one is the person where nobody
 * else can have the value, and nobody is there only where every search searched and every identity answered.
 */
export function resolutionOf(result: SearchResult, evidence: SearchEvidence): Resolution {
	const { identifier, candidates, identified, unidentified, scanned } = result;
	const [first] = candidates.values();
	const inconclusive = result.isInconclusive(evidence);
	if (candidates.size > 1) return severalFound(identifier, [...candidates.values()]);
	if (first === undefined)
		return inconclusive || unidentified
			? notSearched(identifier, result.refused)
			: { unknown: notFound(identifier) };
	return !inconclusive || identified || scanned
		? { customerId: String(first.id) }
		: perhapsSeveral(identifier, first);
}
