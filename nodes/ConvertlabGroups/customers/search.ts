import { searchCustomers, type CustomerFilter } from '../../api/customerEndpoints';
import { Refusal } from '../../api/errors';
import { isMissingRight } from '../../api/reading/customerRights';
import type { Send } from '../../api/request';
import { settle } from '../../api/promises';
import type { Customer } from '../../api/types';
import type { IdentifierType } from '../../editor/identifiers';
import { MAINLAND } from '../../values/countryCodes';
import { readMobile } from '../../values/mobile';
import type { Candidate } from './refusals';

/** What is read of each customer: what a message shows, and the mobile number, whose form new numbers follow. */
const SHOWN = ['id', 'name', 'dateCreated', 'mobile'];

/** Searches for customers, with as much as this server takes. */
export class CustomerSearch {
	/** How this tenant stores mainland numbers: as eleven digits, or behind `+86 `; counted in the rows that came. */
	private readonly forms = { plain: 0, global: 0 };
	/** Some servers refuse `select`: they are asked without it. */
	private takesSelect = true;

	constructor(private readonly send: Send) {}

	/** The rows of a page, whoever they are; throws a Refusal. @param page from 1 */
	async rows(filter: CustomerFilter, type: IdentifierType, rows: number, page = 1): Promise<Customer[]> {
		const select = type.field && !SHOWN.includes(type.field) ? [...SHOWN, type.field] : SHOWN;
		const ask = async (fields: readonly string[]) =>
			await settle(this.send(searchCustomers(filter, fields, { rows, page })));
		let found = await ask(this.takesSelect ? select : []);
		if (found instanceof Refusal && this.takesSelect && mayBeAboutOneParameter(found)) {
			const again = await ask([]);
			if (!(again instanceof Refusal)) {
				this.takesSelect = false;
				found = again;
			}
		}
		if (found instanceof Refusal) throw found;
		for (const { mobile } of found) this.count(mobile);
		return found;
	}

	/** Whether a new mainland number is written behind `+86 `, as most of this tenant's numbers are. */
	get writesCountryCode(): boolean {
		return this.forms.global > this.forms.plain;
	}

	private count(mobile: unknown): void {
		if (typeof mobile !== 'string') return;
		const read = readMobile(mobile);
		if (!('value' in read) || !MAINLAND.test(read.value.key)) return;
		this.forms[/^\+\s?86/.test(mobile.trim()) ? 'global' : 'plain'] += 1;
	}
}

/** Whether asking with less may be accepted. A missing right, a busy server and a dead token would meet any request. */
export const mayBeAboutOneParameter = (refusal: Refusal): boolean =>
	['refused', 'size'].includes(refusal.kind) && !isMissingRight(refusal);

export const candidateOf = ({ id, name, dateCreated }: Customer): Candidate => ({
	id,
	...(typeof name === 'string' ? { name } : {}),
	...(typeof dateCreated === 'string' ? { dateCreated } : {}),
});
