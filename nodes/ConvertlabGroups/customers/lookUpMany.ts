import { forEachConcurrently, settle, until } from '../../api/promises';
import { countCustomers } from '../../api/customerEndpoints';
import { Refusal } from '../../api/errors';
import { isMissingRight, missingRight } from '../../api/reading/customerRights';
import type { Customer } from '../../api/types';
import { formsOf, type Identifier, type IdentifierType } from '../../editor/identifiers';
import type { Run } from '../run/run';
import { described, lookUpOne } from './lookUpOne';
import { candidateOf, mayBeAboutOneParameter, type CustomerSearch } from './search';
import { SearchResult, always, answerOf, type Answer } from './searchResult';

/** Up to this many people beside the first are asked for one by one, without asking for the number of customers. */
const FEW = 8;
/** Rows to ask for in a page of all customers; a server that refuses the first is asked for the next. */
const ROWS = [1_000, 100];
/** The most pages that are read for people whom this server does not search for. */
const MOST_PAGES = 50;
/** How often all pages are read, where customers are deleted meanwhile. */
const MOST_READINGS = 3;

/**
 * Finds people, each distinct value once. Where it takes fewer requests, all customers are read page by page first, and
 * whoever is not among them is asked for singly.
 * @param identifiers by their keys
 * @param goesOn whether a look-up that fails leaves the others to be made; otherwise the run is lost with it, and whoever
 *   comes after it is left out
 * @returns who each is; a refusal that every other look-up would meet, too, is that of all who were not found before it
 */
export async function lookUpMany(
	run: Run,
	search: CustomerSearch,
	type: IdentifierType,
	identifiers: Map<string, Identifier>,
	goesOn: boolean,
): Promise<Map<Identifier, Answer>> {
	const answers = new Map<Identifier, Answer>();
	const results = new Map<string, SearchResult>();
	const scanned = new Map<string, SearchResult>();
	for (const [key, identifier] of identifiers) scanned.set(key, new SearchResult(identifier));
	const scan = async (mostPages: number) => await scanCustomers(run, search, type, scanned, mostPages);
	let wasScanned = false;
	let ended = false;
	const lookUp = async ([key, identifier]: [string, Identifier]) => {
		const found = await settle(lookUpOne(run.send, search, identifier));
		if (!(found instanceof Refusal)) results.set(key, found);
		else if (endsAll(found)) throw found;
		else {
			answers.set(identifier, always(found));
			ended ||= !goesOn;
		}
	};
	/** Adds whom the reading of all customers has found. */
	const takeScanned = () => {
		for (const [key, { identifier, candidates }] of scanned) {
			if (candidates.size === 0) continue;
			const result = results.get(key) ?? new SearchResult(identifier);
			for (const candidate of candidates.values()) result.addCandidate(candidate);
			results.set(key, result);
		}
	};
	const [first, ...others] = identifiers;
	const looked = await settle(
		(async () => {
			// Alone, so that a missing right costs one request.
			await lookUp(first);
			if (ended) return;
			const requests = others.reduce((sum, [, { forms }]) => sum + forms.length, 0);
			wasScanned = others.length > FEW && (await scan(requests - 1));
			if (wasScanned) takeScanned();
			const left = others.filter(([key]) => !results.has(key));
			await forEachConcurrently(
				run.settings.concurrency,
				until(left, () => ended),
				lookUp,
			);
		})(),
	);
	const isInconclusive = (result: SearchResult) =>
		result.candidates.size < 2 && !result.identified && result.mayHaveMissedSomebody;
	const isOpen = [...results.values()].some(isInconclusive);
	if (isOpen && !wasScanned && !ended && !(looked instanceof Refusal)) {
		wasScanned = (await settle(scan(MOST_PAGES))) === true;
		if (wasScanned) takeScanned();
	}
	for (const result of results.values()) {
		if (result.candidates.size > 1)
			for (const candidate of await described(run.send, [...result.candidates.values()]))
				result.addCandidate(candidate);
		answers.set(result.identifier, answerOf(result, wasScanned));
	}
	if (looked instanceof Refusal)
		for (const identifier of identifiers.values())
			if (!answers.has(identifier)) answers.set(identifier, always(looked));
	return answers;
}

/** Whether every other look-up of the run would meet it. A busy server fails its person alone. */
const endsAll = (refusal: Refusal): boolean =>
	refusal.endsRun || refusal.kind === 'stopped' || refusal.reason === 'noRight';

/**
 * Reads all customers page by page, side by side, and adds whoever is looked for to their results.
 * @returns whether all pages were read; false where there are more than `mostPages`, or DM Hub does not say how many
 */
async function scanCustomers(
	run: Run,
	search: CustomerSearch,
	type: IdentifierType,
	results: Map<string, SearchResult>,
	mostPages: number,
): Promise<boolean> {
	const { field } = type;
	if (field === undefined) return false;
	const customers = await settle(run.send(countCustomers()));
	if (customers instanceof Refusal) {
		// Servers without this call take its name for the ID of a customer.
		if (customers.endsRun || customers.kind === 'stopped') throw customers;
		return false;
	}
	if (customers / ROWS[0] > mostPages) return false;
	const byForm = new Map<string, Set<SearchResult>>();
	for (const result of results.values())
		for (const form of [result.identifier.key, ...result.identifier.forms])
			byForm.set(form, (byForm.get(form) ?? new Set()).add(result));
	const take = (rows: Customer[]) => {
		for (const row of rows)
			for (const form of formsOf(type, row[field]))
				for (const result of byForm.get(form) ?? []) result.addCandidate(candidateOf(row));
	};
	const scanned = await settle(readUnmoved({ run, search, type, take }, customers, mostPages));
	if (!(scanned instanceof Refusal)) return scanned;
	if (isMissingRight(scanned)) throw missingRight(scanned, 'read');
	if (endsAll(scanned)) throw scanned;
	// A server that was too busy for one page may still answer for each person.
	return false;
}

/** All customers, page by page. */
interface Reading {
	run: Run;
	search: CustomerSearch;
	type: IdentifierType;
	take(rows: Customer[]): void;
}

/** Pages move up when somebody is deleted meanwhile, and a second customer with one value may be on none of them. */
async function readUnmoved(reading: Reading, customers: number, mostPages: number): Promise<boolean> {
	let before = customers;
	for (let time = 1; time <= MOST_READINGS; time += 1) {
		if (!(await readPages(reading, before, mostPages))) return false;
		const after = await reading.run.send(countCustomers());
		if (after >= before) return true;
		before = after;
	}
	return false;
}

async function readPages(
	{ run, search, type, take }: Reading,
	customers: number,
	mostPages: number,
): Promise<boolean> {
	const first = await firstPage(search, type);
	if (first.length === 0) return false;
	const pages = Math.ceil(customers / first.length);
	if (pages > mostPages) return false;
	take(first);
	let isRepeating = false;
	let last = first.length;
	const read = async (page: number) => {
		// All others have the size of the first: a server counts pages by the size it is asked for.
		const rows = await search.rows({}, type, first.length, page);
		isRepeating ||= rows[0] !== undefined && rows[0].id === first[0].id;
		if (page >= pages) last = rows.length;
		take(rows);
	};
	await forEachConcurrently(
		run.settings.concurrency,
		until(numbers(2, pages), () => isRepeating),
		read,
	);
	// The number of customers may be wrong, or from a moment ago: a full page is not the last one.
	for (let page = Math.max(2, pages + 1); last >= first.length && !isRepeating; page += 1) {
		if (page > mostPages + 1) return false;
		await read(page);
	}
	return !isRepeating;
}

async function firstPage(search: CustomerSearch, type: IdentifierType) {
	const [most, fewer] = ROWS;
	const first = await settle(search.rows({}, type, most));
	if (!(first instanceof Refusal)) return first;
	if (!mayBeAboutOneParameter(first)) throw first;
	return await search.rows({}, type, fewer);
}

function* numbers(first: number, last: number): Generator<number> {
	for (let number = first; number <= last; number += 1) yield number;
}
