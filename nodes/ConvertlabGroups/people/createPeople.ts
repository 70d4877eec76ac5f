import { eachOf } from '../../api/batches';
import { saveCustomer, saveCustomerWithIdentity, type CustomerDraft } from '../../api/customerEndpoints';
import { Refusal } from '../../api/errors';
import type { Saved } from '../../api/readers';
import { comparable, isField, type Identification, type Person } from '../../api/identification';
import type { Id } from '../../api/ids';
import { storedForms } from '../../api/mobileNumber';
import { settle } from '../../api/result';
import type { Request, Send } from '../../api/request';
import type { NewCustomer } from '../../editor/newCustomer';
import type { Run } from '../run/run';
import { isMissingRight, missingRight } from '../../api/reading/customerRights';

/** A person who was not found, and the fields to create them with. */
export interface PersonToCreate {
	person: Person;
	draft: NewCustomer;
}

export type Creation = { customerId: Id; created: boolean } | { refusal: Refusal };

/**
 * Creates people side by side, each once. DM Hub's calls find before they create, so a request whose answer was lost is
 * repeated and makes one customer. Throws a Refusal that concerns everybody.
 * @param creations filled with each result, by the person's key
 * @param isGlobal whether this tenant's numbers begin with a country code
 */
export async function createPeople(
	run: Run,
	identification: Identification,
	toCreate: PersonToCreate[],
	isGlobal: boolean,
	creations: Map<string, Creation>,
	isEnough: (creation: Creation) => boolean,
): Promise<void> {
	let ended = false;
	const create = async (entry: PersonToCreate) => {
		const created = await settle(createOne(run, identification, entry, isGlobal));
		if (created instanceof Refusal && isMissingRight(created)) throw missingRight(created, 'create');
		if (created instanceof Refusal && created.concernsEverything && !created.passing) throw created;
		const creation: Creation = created instanceof Refusal ? { refusal: created } : created;
		creations.set(entry.person.key, creation);
		if ('created' in creation && creation.created) run.notes.created += 1;
		if (isEnough(creation)) ended = true;
	};
	function* untilEnough() {
		for (const entry of toCreate.slice(1)) {
			if (ended) return;
			yield entry;
		}
	}
	// The first goes alone, so that a missing right costs one request.
	for (const first of toCreate.slice(0, 1)) await create(first);
	await eachOf(run.settings.width, untilEnough(), create);
}

async function createOne(
	run: Run,
	identification: Identification,
	{ person, draft }: PersonToCreate,
	isGlobal: boolean,
): Promise<{ customerId: Id; created: boolean }> {
	const askedAt = Date.now();
	const { httpStatus, customer, isRepeat } = await save(
		run,
		requestFor(identification, person, draft, isGlobal),
	);
	const { by } = identification;
	const returned = isField(by) ? customer[by] : undefined;
	if (typeof returned === 'string' && returned !== '' && comparable(identification, returned) !== person.key)
		throw new Refusal({
			kind: 'unreadable',
			work: 'unknown',
			message: `It is not known whether the customer was created: DM Hub returned a different one (ID ${customer.id})`,
			description: `Look for the ${identification.noun} in DM Hub before you run this again.`,
		});
	// 200 means an update. After a lost answer, or by identity, where 201 is not documented, the date decides.
	const isUpdate = httpStatus === 200 && isField(by) && !isRepeat;
	const created =
		httpStatus === 201 || (!isUpdate && isCreatedSince(customer.dateCreated, askedAt + run.clockDifference));
	return { customerId: String(customer.id), created };
}

/** Dates have whole seconds. A customer without one counts as new, since nobody was found a moment ago. */
function isCreatedSince(dateCreated: unknown, since: number): boolean {
	const at = Date.parse(String(dateCreated));
	return Number.isNaN(at) || at >= Math.floor(since / 1000) * 1000;
}

function requestFor(
	{ by, identityType }: Identification,
	person: Person,
	draft: NewCustomer,
	isGlobal: boolean,
): Request<Saved> {
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

/** Repeats until the outcome is known, within the limits of any request. */
async function save(run: Run, request: Request<Saved>): Promise<Saved & { isRepeat: boolean }> {
	const waiting = run.waiting();
	for (let isRepeat = false; ;) {
		const send: Send = isRepeat ? run.ask : run.send;
		const outcome: Saved | Refusal = await settle(send(request));
		if (!(outcome instanceof Refusal)) return { ...outcome, isRepeat };
		const refusal = outcome;
		// An unreadable answer may come after the customer was created.
		const isUnclear = refusal.kind === 'unreadable' || refusal.work !== 'undone';
		if (!refusal.passing && !isUnclear) throw refusal;
		isRepeat ||= isUnclear;
		const waited = await settle(waiting.after(refusal));
		if (waited instanceof Refusal) throw isRepeat ? notKnown(waited) : waited;
	}
}

const notKnown = (refusal: Refusal): Refusal =>
	refusal.with({
		work: 'unknown',
		message: `${refusal.message}. It is not known whether the customer was created`,
		description: `${refusal.description} Running it again does no harm: DM Hub finds a customer before it creates one.`,
	});
