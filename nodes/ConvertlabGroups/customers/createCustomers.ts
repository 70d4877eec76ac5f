import { forEachConcurrently, settle, until } from '../../api/promises';
import {
	saveCustomer,
	saveCustomerWithIdentity,
	type CustomerDraft,
	type Saved,
} from '../../api/customerEndpoints';
import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { isMissingRight, missingRight } from '../../api/reading/customerRights';
import type { Request } from '../../api/request';
import { isSame, type Identifier } from '../../editor/identifiers';
import type { NewCustomer } from '../../editor/newCustomer';
import { MAINLAND } from '../../values/countryCodes';
import type { Run } from '../run/run';

/** Somebody who was not found, and the fields to create them with. */
export interface CustomerToCreate {
	identifier: Identifier;
	draft: NewCustomer;
}

type Creation = { customerId: Id; created: boolean } | Refusal;

/**
 * Creates customers side by side, each once. DM Hub's calls find before they create, so a request whose answer was lost is
 * repeated and makes one customer.
 * @param writesCountryCode whether this tenant's numbers begin with `+86 `
 * @returns what became of each. A refusal that concerns everybody is that of all who were not created before it; in stop
 *   mode the first refusal leaves out whoever comes after it.
 */
export async function createCustomers(
	run: Run,
	toCreate: CustomerToCreate[],
	writesCountryCode: boolean,
): Promise<Map<CustomerToCreate, Creation>> {
	const creations = new Map<CustomerToCreate, Creation>();
	let ended = false;
	let mayCreate = false;
	const create = async (entry: CustomerToCreate) => {
		const creation = await settle(createOne(run, entry, writesCountryCode));
		if (creation instanceof Refusal) {
			// What a lost answer leaves open concerns this customer alone.
			if (creation.work !== 'unknown') {
				if (isMissingRight(creation, mayCreate)) throw missingRight(creation, 'create');
				if (creation.endsRun || creation.kind === 'stopped') throw creation;
			}
			ended ||= run.stopsAtRefusal;
		} else {
			mayCreate = true;
			if (creation.created) run.summary.customersCreated += 1;
		}
		creations.set(entry, creation);
	};
	const created = await settle(
		(async () => {
			// The first goes alone, so that a missing right costs one request.
			if (toCreate.length > 0) await create(toCreate[0]);
			await forEachConcurrently(
				run.settings.concurrency,
				until(toCreate.slice(1), () => ended),
				create,
			);
		})(),
	);
	if (created instanceof Refusal)
		for (const entry of toCreate) if (!creations.has(entry)) creations.set(entry, created);
	return creations;
}

async function createOne(
	run: Run,
	{ identifier, draft }: CustomerToCreate,
	writesCountryCode: boolean,
): Promise<{ customerId: Id; created: boolean }> {
	const { type } = identifier;
	const askedAt = Date.now();
	const { httpStatus, customer, isRepeat } = await save(
		run,
		requestFor({ identifier, draft }, writesCountryCode, run.context.getTimezone()),
	);
	const returned = type.field && customer[type.field];
	if (typeof returned === 'string' && returned !== '' && !isSame(identifier, returned))
		throw new Refusal({
			kind: 'unreadable',
			work: 'unknown',
			message: `It is not known whether the customer was created: DM Hub returned a different one (ID ${customer.id})`,
			description: `Look for the ${type.noun} in DM Hub before you run this again.`,
		});
	// 200 means an update. After a lost answer, or by identity, where 201 is not documented, the date decides.
	const isUpdate = httpStatus === 200 && type.field !== undefined && !isRepeat;
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
	{ identifier, draft }: CustomerToCreate,
	writesCountryCode: boolean,
	zone: string,
): Request<Saved> {
	const { type } = identifier;
	const [mobile, email] = (['mobile', 'email'] as const).map((field) =>
		type.field === field ? identifier : draft[field],
	);
	const customer: CustomerDraft = {
		...draft.fieldsIn(zone),
		...(mobile ? { mobile: numberToWrite(mobile, writesCountryCode) } : {}),
		...(email ? { email: email.forms[0] } : {}),
	};
	if (type.createdBy === 'saveCustomer') return saveCustomer(customer);
	return saveCustomerWithIdentity(customer, {
		identityType: type.identityType,
		identityValue: identifier.forms[0],
	});
}

/** A mainland number as this tenant writes them; any other has one form to write. */
const numberToWrite = ({ key, forms }: Identifier, writesCountryCode: boolean): string =>
	writesCountryCode && MAINLAND.test(key) ? `+86 ${key}` : forms[0];

/** Repeats while it is not known whether it was done, within the limits of any request. */
async function save(run: Run, request: Request<Saved>): Promise<Saved & { isRepeat: boolean }> {
	const backoff = run.backoff();
	for (let isRepeat = false; ;) {
		const saved: Saved | Refusal = await settle((isRepeat ? run.verify : run.send)(request));
		if (!(saved instanceof Refusal)) return { ...saved, isRepeat };
		// An unreadable answer may come after the customer was created.
		const isUnclear: boolean = saved.kind === 'unreadable' || saved.work !== 'undone';
		if (!isUnclear) throw isRepeat ? outcomeUnknown(saved) : saved;
		isRepeat = true;
		const waited = await settle(backoff.wait(saved));
		if (waited instanceof Refusal) throw outcomeUnknown(waited);
	}
}

const outcomeUnknown = (refusal: Refusal): Refusal =>
	refusal.with({
		work: 'unknown',
		message: `${refusal.message}. It is not known whether the customer was created`,
		description: `${refusal.description} Running it again does no harm: DM Hub finds a customer before it creates one.`,
	});
