import { customersByIdentity, searchCustomers, type CustomerFilter } from '../../api/customerEndpoints';
import { Refusal } from '../../api/errors';
import { readCustomers, readIdentities } from '../../api/http/customerRows';
import { comparable, isField, type Identification, type Person } from '../../api/identification';
import type { Id } from '../../api/ids';
import { storedForms } from '../../api/mobileNumber';
import { settle } from '../../api/outcome';
import type { Send } from '../../api/request';
import type { Customer } from '../../api/types';
import { isMissingRight, missingRight } from '../../api/reading/customerRights';
import { distinct, textsIn } from './candidates';
import { notFound, notKnown, severalFound, type Candidate } from './refusals';

/** What is known of a person: their customer, that there is none, or why nobody can tell. */
export type Resolution = { customerId: Id } | { absent: Refusal } | { refusal: Refusal; isUnsearched?: true };

export const COMPARED_FIELDS = ['id', 'name', 'mobile', 'email', 'dateCreated'] as const;
/** What became of the requests for one person: whether rows came that have nothing to do with what was asked for. */
interface Asked {
	passedOver: boolean;
}

/** So many customers with one value are listed for a person to choose from. */
const MOST_HITS = 20;

/**
 * Finds people one by one. A row is the person only when its own field says so: the recorded server ignored every
 * filter but `mobile` and answered all customers. Identities are the second opinion, and all there is for WeChat.
 */
export class LookUp {
	/** Whether the tenant's numbers turned out to begin with a country code; the form found first is tried first. */
	isGlobal = false;
	/** Whether everybody was read page by page already, so that nobody is hidden behind another form of a number. */
	everybodyWasRead = false;

	constructor(
		private readonly send: Send,
		private readonly identification: Identification,
	) {}

	/** Throws a Refusal that concerns everybody; what concerns this person alone is in the resolution. */
	async find(person: Person): Promise<Resolution> {
		const asked = { passedOver: false };
		const found = await settle(this.candidates(person, asked));
		if ('refusal' in found) {
			const { refusal } = found;
			if (isMissingRight(refusal)) throw missingRight(refusal, 'read');
			if (refusal.concernsEverything) throw refusal;
			return { refusal };
		}
		const [first, ...others] = found.reply;
		if (first === undefined)
			return asked.passedOver && !this.everybodyWasRead
				? { refusal: notKnown(this.identification, person), isUnsearched: true }
				: { absent: notFound(this.identification, person) };
		if (others.length === 0) return { customerId: String(first.id) };
		return { refusal: severalFound(this.identification, person, await this.described(found.reply)) };
	}

	/** Each customer once. */
	private async candidates(person: Person, asked: Asked): Promise<Candidate[]> {
		const { by } = this.identification;
		const forms = this.formsOf(person);
		if (isField(by))
			for (const form of forms) {
				const { hits, isSearch } = await this.search({ [by]: form }, person, asked);
				if (hits.length === 0) continue;
				this.isGlobal = form.startsWith('+86 ');
				return isSearch ? hits : distinct([...(await this.identified(form, person, asked, hits)), ...hits]);
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
		return this.everybodyWasRead ? forms.slice(0, 1) : forms;
	}

	private async search(
		filter: CustomerFilter,
		person: Person,
		asked: Asked,
	): Promise<{ hits: Candidate[]; isSearch: boolean }> {
		const rows = readCustomers(
			await this.send(searchCustomers(filter, COMPARED_FIELDS, { rows: MOST_HITS })),
		);
		const hits = rows.filter((row) => this.isPerson(row, person));
		if (rows.length > 0 && hits.length === 0) asked.passedOver = true;
		return {
			hits: distinct(hits.map(({ id, name, dateCreated }) => ({ id, ...textsIn({ name, dateCreated }) }))),
			// Among rows of anybody there may be one of two customers with this value.
			isSearch: hits.length === rows.length,
		};
	}

	/** Whether a customer's own field says that this is the person. */
	isPerson(row: Customer, { key }: Person): boolean {
		return comparable(this.identification, row[this.identification.by]) === key;
	}

	/** @param hits whom a search has found already */
	private async identified(
		form: string,
		{ key }: Person,
		asked: Asked,
		hits: Candidate[] = [],
	): Promise<Candidate[]> {
		const { identityType } = this.identification;
		const told = await settle(
			this.send(customersByIdentity({ identityType, identityValue: form })).then(readIdentities),
		);
		if ('refusal' in told) {
			// A second opinion that the application may not ask for is none; what was searched for stands.
			const isSecondOpinion = isField(this.identification.by);
			if (isSecondOpinion && isMissingRight(told.refusal) && (hits.length > 0 || !asked.passedOver))
				return [];
			throw told.refusal;
		}
		const own = told.reply.filter(
			(row) =>
				row.identityType === identityType && comparable(this.identification, row.identityValue) === key,
		);
		if (told.reply.length > 0 && own.length === 0) asked.passedOver = true;
		return distinct(own.map(({ customerId }) => ({ id: customerId })));
	}

	/** Names and dates of several candidates, where identities gave their ids only. */
	private async described(candidates: Candidate[]): Promise<Candidate[]> {
		if (candidates.every(({ dateCreated }) => dateCreated !== undefined)) return candidates;
		const idList = candidates.map(({ id }) => String(id)).slice(0, MOST_HITS);
		const asked = await settle(
			this.send(searchCustomers({ idList }, COMPARED_FIELDS, { rows: idList.length })).then(readCustomers),
		);
		if ('refusal' in asked) return candidates;
		const rows = new Map(asked.reply.map((row) => [String(row.id), row]));
		return candidates.map(({ id }) => ({ id, ...textsIn(rows.get(String(id))) }));
	}
}
