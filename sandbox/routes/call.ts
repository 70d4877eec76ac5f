import { Refusal, type Answer } from '../http/answers';
import { queryDate } from '../http/dates';
import type { Group } from '../world/store';
import { parseExactly, readLong, type Json } from '../http/longs';
import type { World } from '../world/world';

export interface Route {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** With `{id}` where it has one, at the end. */
	path: string;
	/** What it takes and does, for the README. */
	does: string;
	/** Needs no access token. */
	open?: boolean;
	/** What it does with customers, for which an application needs a right. */
	customers?: 'read' | 'write';
	answer: (call: Call) => Answer;
}

/** One request to the application, with its parameters read or refused. */
export class Call {
	constructor(
		readonly world: World,
		private readonly query: Record<string, string>,
		private readonly body: string,
		private readonly pathId: string,
	) {}

	texts(): Array<[name: string, value: string]> {
		return Object.entries(this.query);
	}

	/** An empty query parameter counts as absent. */
	text(name: string): string | undefined {
		return this.query[name] || undefined;
	}

	long(name: string): bigint | undefined {
		const text = this.text(name);
		return text === undefined ? undefined : asLong(text, name);
	}

	required(name: string): bigint {
		return asLong(this.text(name), name);
	}

	longs(name: string): bigint[] {
		return (this.text(name) ?? '').split(',').map((text) => asLong(text, name));
	}

	/** The same with the quirk of how many a call takes. */
	idList(name: string): bigint[] {
		const ids = this.longs(name);
		const limit = this.world.quirks.idListLimit;
		if (!limit || ids.length <= limit.max) return ids;
		if (limit.answer === 'refusal') throw new Refusal(40013, `too many ids, at most ${limit.max}`);
		return ids.slice(0, limit.max);
	}

	count(name: string, usual: number, most = Infinity): number {
		const value = Number(this.text(name) ?? usual);
		if (!Number.isInteger(value) || value < 1 || value > most) throw Refusal.badParameter(name);
		return value;
	}

	/** Seconds. */
	date(name: string, usual: number): number {
		const text = this.text(name);
		const date = text === undefined ? usual : queryDate(text);
		if (date === undefined) throw Refusal.badParameter(name);
		return date;
	}

	oneOf<T extends string>(name: string, allowed: readonly T[], usual: T): T {
		const text = this.text(name) ?? usual;
		const found = allowed.find((each) => each === text);
		if (found === undefined) throw Refusal.badParameter(name);
		return found;
	}

	descending(): boolean {
		return this.oneOf('sord', ['asc', 'desc'], 'asc') === 'desc';
	}

	/** undefined for a path that ends in no Long. */
	pathLong(): bigint | undefined {
		return readLong(this.pathId);
	}

	/** The id in the path. One that is no Long is unknown, like any other. */
	id(): bigint {
		const id = readLong(this.pathId);
		if (id === undefined) throw Refusal.unknownId();
		return id;
	}

	group(id: bigint): Group {
		const group = this.world.store.groups.get(id);
		if (!group) throw Refusal.unknownId();
		return group;
	}

	/** A field of the body, which must be a JSON object. */
	field(name: string): Json {
		return fieldOf(this.json(), name);
	}

	json(): Json {
		try {
			return parseExactly(this.body);
		} catch {
			throw Refusal.badParameter('the body is not JSON');
		}
	}
}

export function fieldOf(value: Json | undefined, name: string): Json {
	if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, name)) {
		throw Refusal.badParameter(name);
	}
	return value[name];
}

/** v1 takes ids as numbers and as texts of digits (recorded on another resource). */
export function asLong(value: Json | undefined, name: string): bigint {
	const long = typeof value === 'bigint' || typeof value === 'string' ? readLong(String(value)) : undefined;
	if (long === undefined) throw Refusal.badParameter(name);
	return long;
}
