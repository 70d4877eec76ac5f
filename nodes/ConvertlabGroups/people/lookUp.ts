import { customersByIdentity, searchCustomers, type CustomerFilter } from '../../api/customerEndpoints';
import { Refusal } from '../../api/errors';
import { comparable, isField, type Identification, type Person } from '../../api/identification';
import type { Id } from '../../api/ids';
import { storedForms } from '../../api/mobileNumber';
import { settle } from '../../api/result';
import type { Send } from '../../api/request';
import type { Customer } from '../../api/types';
import { isMissingRight, missingRight } from '../../api/reading/customerRights';
import { MOST_HITS, SHOWN, candidateOf, described, distinct } from './candidates';
import { notFound, notKnown, severalFound, type Candidate } from './refusals';

/** What is known of a person: their customer, that there is none, or why that is unknown. */
export type Resolution = { customerId: Id } | { absent: Refusal } | { refusal: Refusal; isUnsearched?: true };

/** What is read of a customer: the field that is compared, and what a message shows. */
export const fieldsToCompare = ({ by }: Identification): string[] => (isField(by) ? [...SHOWN, by] : SHOWN);

/** What the requests for one person showed: whether DM Hub ignored the filter and sent other customers. */
interface Asked {
	filterIgnored: boolean;
}

/**
 * Finds people one by one. A row counts only when its own field has the value: the recorded server ignored every
 * filter but `mobile` and answered with all customers. Identities are the second opinion, and the only one for WeChat.
 */
export class LookUp {
	/** Whether the tenant's numbers begin with a country code, as far as is known; that form is then tried first. */
	isGlobal = false;
	/** Whether all customers were read already, so that none can be missed under another form of a number. */
	everybodyWasRead = false;

	constructor(
		private readonly send: Send,
		private readonly identification: Identification,
	) {}

	/** Throws a Refusal that concerns everybody; one that concerns this person alone is in the resolution. */
	async find(person: Person): Promise<Resolution> {
		const asked = { filterIgnored: false };
		const found = await settle(this.candidates(person, asked));
		if (found instanceof Refusal) {
			const refusal = found;
			if (isMissingRight(refusal)) throw missingRight(refusal, 'read');
			if (refusal.concernsEverything) throw refusal;
			return { refusal };
		}
		const [first, ...others] = found;
		if (first === undefined)
			return asked.filterIgnored && !this.everybodyWasRead
				? { refusal: notKnown(this.identification, person), isUnsearched: true }
				: { absent: notFound(this.identification, person) };
		if (others.length === 0) return { customerId: String(first.id) };
		return { refusal: severalFound(this.identification, person, await described(this.send, found)) };
	}

	/** Each customer once. */
	private async candidates(person: Person, asked: Asked): Promise<Candidate[]> {
		const { by } = this.identification;
		const forms = this.formsOf(person);
		if (isField(by))
			// All customers' own fields were compared already; what only an identity says was not.
			for (const form of this.everybodyWasRead ? forms.slice(0, 1) : forms) {
				const { hits, isSearch } = await this.search({ [by]: form }, person, asked);
				if (hits.length === 0) continue;
				this.isGlobal = form.startsWith('+86 ');
				if (isSearch) return hits;
				const others: Candidate[] = [];
				for (const each of forms) others.push(...(await this.identified(each, person, asked, hits)));
				return distinct([...others, ...hits]);
			}
		for (const form of forms) {
			const hits = await this.identified(form, person, asked);
			if (hits.length > 0) return hits;
		}
		return [];
	}

	private formsOf({ key, given }: Person): string[] {
		const { by } = this.identification;
		if (by === 'email') return [...new Set([given, key])];
		if (by !== 'mobile') return [key];
		const forms = storedForms(key);
		if (this.isGlobal) forms.reverse();
		return forms;
	}

	private async search(
		filter: CustomerFilter,
		person: Person,
		asked: Asked,
	): Promise<{ hits: Candidate[]; isSearch: boolean }> {
		const rows = await this.send(
			searchCustomers(filter, fieldsToCompare(this.identification), { rows: MOST_HITS }),
		);
		const hits = rows.filter((row) => this.isPerson(row, person));
		if (rows.length > 0 && hits.length === 0) asked.filterIgnored = true;
		return {
			hits: distinct(hits.map(candidateOf)),
			// Where the filter was ignored, a second customer with this value may be on another page.
			isSearch: hits.length === rows.length,
		};
	}

	/** Whether a customer's own field says that this is the person. */
	private isPerson(row: Customer, { key }: Person): boolean {
		return comparable(this.identification, row[this.identification.by]) === key;
	}

	/** @param hits customers that a search has found already */
	private async identified(
		form: string,
		{ key }: Person,
		asked: Asked,
		hits: Candidate[] = [],
	): Promise<Candidate[]> {
		const { identityType } = this.identification;
		const told = await settle(this.send(customersByIdentity({ identityType, identityValue: form })));
		if (told instanceof Refusal) {
			// Where nobody can be asked for the second opinion, for want of a right or of the call, the result of the search stands.
			const isSecondOpinion = isField(this.identification.by);
			const cannotBeAsked = isMissingRight(told) || told.httpStatus === 404;
			if (isSecondOpinion && cannotBeAsked && (hits.length > 0 || !asked.filterIgnored)) return [];
			throw told;
		}
		const own = told.filter(
			(row) =>
				row.identityType === identityType && comparable(this.identification, row.identityValue) === key,
		);
		if (told.length > 0 && own.length === 0) asked.filterIgnored = true;
		return distinct(own.map(({ customerId }) => ({ id: customerId })));
	}
}
