import { Refusal } from '../../api/errors';
import { eachOf } from '../../api/batches';
import { comparable, isField, type Identification, type Person } from '../../api/identification';
import { settle } from '../../api/result';
import type { Customer } from '../../api/types';
import type { Run } from '../run/run';
import { candidateOf, distinct } from './candidates';
import { LookUp, fieldsToCompare, type Resolution } from './lookUp';
import { numberOfCustomers, paysOff, readEverybody } from './readEverybody';
import { severalFound, type Candidate } from './refusals';

/** Up to this many people are asked for one by one, without asking for the number of customers. */
const FEW = 8;

/** What is known of the people that a run names, by their keys. */
export interface FoundPeople {
	resolutions: Map<string, Resolution>;
	/** Whether the tenant's numbers begin with a country code. */
	isGlobal: boolean;
}

/**
 * Finds people side by side, each distinct value once. Where it takes fewer requests, reads all customers page by page
 * and keeps only those asked for; whoever is not among them is asked for one by one before they count as unknown.
 * Throws a Refusal that concerns everybody.
 * @param isEnough ends the search early; the others are missing in the result then
 */
export async function findPeople(
	run: Run,
	identification: Identification,
	people: Iterable<Person>,
	isEnough: (resolution: Resolution) => boolean = () => false,
): Promise<FoundPeople> {
	const left = new Map<string, Person>();
	for (const person of people) if (!left.has(person.key)) left.set(person.key, person);
	const resolutions = new Map<string, Resolution>();
	const lookUp = new LookUp(run.send, identification);
	let ended = false;
	const settleOne = (person: Person, resolution: Resolution) => {
		resolutions.set(person.key, resolution);
		left.delete(person.key);
		if (isEnough(resolution)) ended = true;
	};
	const [first] = left.values();
	if (first === undefined) return { resolutions, isGlobal: false };
	// Alone: it shows a missing right with one request, and the form of this tenant's numbers.
	const single = await lookUp.find(first);
	const isRefused = 'refusal' in single && !('isUnsearched' in single);
	const endsHere = isRefused && isEnough(single);
	if (isField(identification.by) && left.size > FEW && !endsHere) {
		await scan(run, identification, left, resolutions, lookUp);
		// Everybody was read, so a search that DM Hub would not do is no longer needed to tell.
		const isAskedAgain = 'isUnsearched' in single && lookUp.everybodyWasRead;
		if (left.has(first.key) && !isAskedAgain) settleOne(first, single);
	} else settleOne(first, single);
	function* untilEnough() {
		for (const person of [...left.values()]) {
			if (ended) return;
			yield person;
		}
	}
	await eachOf(run.settings.width, untilEnough(), async (person) =>
		settleOne(person, await lookUp.find(person)),
	);
	return { resolutions, isGlobal: lookUp.isGlobal };
}

/** Moves whoever is found among all customers from `left` to `resolutions`. */
async function scan(
	run: Run,
	identification: Identification,
	left: Map<string, Person>,
	resolutions: Map<string, Resolution>,
	lookUp: LookUp,
): Promise<void> {
	const customers = await numberOfCustomers(run.send);
	if (customers === undefined || !paysOff(left.size, customers)) return;
	const hits = new Map<string, Candidate[]>();
	const take = (rows: Customer[]) => {
		for (const row of rows) {
			const value = row[identification.by];
			const key = comparable(identification, value);
			if (key === undefined || !left.has(key)) continue;
			if (String(value).startsWith('+86 ')) lookUp.isGlobal = true;
			hits.set(key, distinct([...(hits.get(key) ?? []), candidateOf(row)]));
		}
	};
	const read = await settle(
		readEverybody(
			run.send,
			run.settings.width,
			{ customers, people: left.size, fields: fieldsToCompare(identification) },
			take,
		),
	);
	if (read instanceof Refusal) {
		// A server that was too busy for one page may still answer for each person.
		if (!read.passing) throw read;
		return;
	}
	if (read === 'useless') return;
	lookUp.everybodyWasRead = read === 'everybody';
	for (const [key, candidates] of hits) {
		const person = left.get(key)!;
		left.delete(key);
		resolutions.set(
			key,
			candidates.length === 1
				? { customerId: String(candidates[0].id) }
				: { refusal: severalFound(identification, person, candidates) },
		);
	}
}
