import { eachOf } from '../../api/batches';
import { saveCustomer, saveCustomerWithIdentity, type CustomerDraft } from '../../api/customerEndpoints';
import { Refusal } from '../../api/errors';
import { Saved } from '../../api/http/saved';
import { readCustomer } from '../../api/http/customerRows';
import { comparable, isField, type Identification, type Person } from '../../api/identification';
import type { Id } from '../../api/ids';
import { storedForms } from '../../api/mobileNumber';
import { settle, type Outcome } from '../../api/outcome';
import type { Request, Send } from '../../api/request';
import type { Customer } from '../../api/types';
import type { NewCustomer } from '../../editor/newCustomer';
import type { Run } from '../run/run';
import { isMissingRight, missingRight } from '../../api/reading/customerRights';

/** Somebody who is not found, and what to create them with. */
export interface Newcomer {
	person: Person;
	draft: NewCustomer;
}

export type Creation = { customerId: Id; created: boolean } | { refusal: Refusal };

/**
 * Creates whoever was not found, side by side, each once. DM Hub's calls find before they create, so a lost answer is
 * repeated, and there is one customer in the end. Throws a Refusal that concerns them all.
 * @param creations takes what each comes to, by the person's key
 * @param isGlobal whether this tenant's numbers begin with a country code
 */
export async function createPeople(
	run: Run,
	identification: Identification,
	newcomers: Newcomer[],
	isGlobal: boolean,
	creations: Map<string, Creation>,
	isEnough: (creation: Creation) => boolean,
): Promise<void> {
	let ended = false;
	const create = async (newcomer: Newcomer) => {
		const created = await settle(createOne(run, identification, newcomer, isGlobal));
		if ('refusal' in created && isMissingRight(created.refusal))
			throw missingRight(created.refusal, 'create');
		if ('refusal' in created && created.refusal.concernsEverything && !created.refusal.passing)
			throw created.refusal;
		const creation = 'refusal' in created ? created : created.reply;
		creations.set(newcomer.person.key, creation);
		if ('created' in creation && creation.created) run.notes.created += 1;
		if (isEnough(creation)) ended = true;
	};
	function* untilEnough() {
		for (const newcomer of newcomers.slice(1)) {
			if (ended) return;
			yield newcomer;
		}
	}
	// The first goes alone: a missing right is found with one request.
	for (const first of newcomers.slice(0, 1)) await create(first);
	await eachOf(run.settings.width, untilEnough(), create);
}

async function createOne(
	run: Run,
	identification: Identification,
	{ person, draft }: Newcomer,
	isGlobal: boolean,
): Promise<{ customerId: Id; created: boolean }> {
	const askedAt = Date.now();
	const { saved, customer, isRepeat } = await save(run, requestFor(identification, person, draft, isGlobal));
	const { by } = identification;
	const told = isField(by) ? customer[by] : undefined;
	if (typeof told === 'string' && told !== '' && comparable(identification, told) !== person.key)
		throw new Refusal({
			kind: 'unreadable',
			work: 'unknown',
			message: `It is not known whether the customer was created: DM Hub returned a different one (ID ${customer.id})`,
			description: `Look for the ${identification.noun} in DM Hub before you run this again.`,
		});
	// 200 is an update; after a lost answer, or by identity, where 201 is not documented, the date tells.
	const isUpdate = saved.httpStatus === 200 && isField(by) && !isRepeat;
	const created =
		saved.httpStatus === 201 || (!isUpdate && isYoung(customer.dateCreated, askedAt + run.clockDifference));
	return { customerId: String(customer.id), created };
}

/** Dates have whole seconds. A customer without one is taken for new: nobody was found a moment ago. */
function isYoung(dateCreated: unknown, since: number): boolean {
	const at = Date.parse(String(dateCreated));
	return Number.isNaN(at) || at >= Math.floor(since / 1000) * 1000;
}

function requestFor(
	{ by, identityType }: Identification,
	person: Person,
	draft: NewCustomer,
	isGlobal: boolean,
): Request {
	const mobile = by === 'mobile' ? person : draft.mobile;
	const email = by === 'email' ? person : draft.email;
	const customer: CustomerDraft = {
		...draft.fields,
		...(mobile ? { mobile: storedForms(mobile.key).at(isGlobal ? -1 : 0) ?? mobile.key } : {}),
		...(email ? { email: email.given } : {}),
	};
	if (isField(by)) return saveCustomer(customer);
	return saveCustomerWithIdentity(customer, { identityType, identityValue: person.key });
}

/** Sends until it is known how it ended, or gives up as any request. */
async function save(
	run: Run,
	request: Request,
): Promise<{ saved: Saved; customer: Customer; isRepeat: boolean }> {
	const waiting = run.waiting();
	for (let isRepeat = false; ;) {
		const send: Send = isRepeat ? run.ask : run.send;
		const outcome: Outcome<{ saved: Saved; customer: Customer }> = await settle(
			send<Saved>(request).then((saved) => ({ saved, customer: readCustomer(saved.record) })),
		);
		if (!('refusal' in outcome)) return { ...outcome.reply, isRepeat };
		const { refusal } = outcome;
		// An answer that makes no sense may be that of a customer who was created.
		const isUnclear = refusal.kind === 'unreadable' || refusal.work !== 'undone';
		if (!refusal.passing && !isUnclear) throw refusal;
		isRepeat ||= isUnclear;
		const waited = await settle(waiting.after(refusal));
		if ('refusal' in waited) throw isRepeat ? notKnown(waited.refusal) : waited.refusal;
	}
}

const notKnown = (refusal: Refusal): Refusal =>
	refusal.with({
		work: 'unknown',
		message: `${refusal.message}. It is not known whether the customer was created`,
		description: `${refusal.description} Running it again does no harm: DM Hub finds a customer before it creates one.`,
	});
