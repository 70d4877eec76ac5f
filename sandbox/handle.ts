import { toSeconds, wireDate } from './http/dates';
import type { Faults } from './http/faults';
import type { LoggedRequest } from './http/log';
import { toLong, type LongLike } from './http/longs';
import type { Quirks } from './switches';
import { customerState, type CustomerState } from './world/customer';
import { addCustomers, putCustomer, seedAll, seedMembers } from './world/seeds';
import type { NewCustomer, Seed, SeedGroup } from './world/seeds';
import type { Group } from './world/store';
import type { App, Message, World } from './world/world';

/** Ids are decimal texts here: exact, and comparable with toEqual. */
export interface GroupState {
	id: string;
	name: string;
	dateCreated: string;
	members: number;
}

export interface MembershipState {
	id: string;
	listId: string;
	customerId: string;
	dateCreated: string;
}

interface NewGroup {
	name: string;
	id?: LongLike;
	dateCreated?: Date | string | number;
}

type Joining = Pick<SeedGroup, 'firstCustomerId' | 'dateCreated'>;

/** What a test holds: what the server remembers, past its API; what it was asked; and what it shall do wrong next. */
export class Sandbox {
	readonly url: string;

	constructor(
		private readonly world: World,
		readonly port: number,
		/** Breaks every open connection. */
		readonly close: () => Promise<void>,
	) {
		this.url = `http://127.0.0.1:${port}`;
	}

	// --- groups and their members

	addGroup({ name, id, dateCreated }: NewGroup): GroupState {
		const at = toSeconds(dateCreated ?? this.world.now());
		return stateOf(this.world.store.addGroup(name, at, id === undefined ? undefined : toLong(id)));
	}

	deleteGroup(groupId: LongLike): void {
		this.world.store.deleteGroup(this.group(groupId));
	}

	groups(): GroupState[] {
		return [...this.world.store.groups.values()].map(stateOf);
	}

	/** Customer ids, or how many, counting up from firstCustomerId (1); unknown ones become customers. @returns how many are new */
	addMembers(groupId: LongLike, members: number | LongLike[], joining: Joining = {}): number {
		return seedMembers(this.world, this.group(groupId), members, joining);
	}

	removeMember(groupId: LongLike, customerId: LongLike): void {
		for (const row of this.group(groupId).rowsOf(toLong(customerId))) this.world.store.leave(row);
	}

	/** By membership id; hidden ones (quirk lateVisibility) too. */
	members(groupId: LongLike): MembershipState[] {
		const { table } = this.world.store;
		return [...this.group(groupId).rows()].map((row) => ({
			id: String(table.id(row)),
			listId: String(table.listId(row)),
			customerId: String(table.customerId(row)),
			dateCreated: wireDate(table.dateCreated(row)),
		}));
	}

	customersIn(groupId: LongLike): Set<string> {
		const { table } = this.world.store;
		const customers = new Set<string>();
		for (const row of this.group(groupId).rows()) customers.add(String(table.customerId(row)));
		return customers;
	}

	/** The membership id given out next; it can only go up. */
	set nextMembershipId(id: LongLike) {
		this.world.store.table.startIdsAt(toLong(id));
	}

	// --- customers

	/** Only what is given is set; doesn't look for others with the same mobile number. */
	addCustomer(customer: NewCustomer = {}): { id: string } {
		return { id: String(putCustomer(this.world, customer)) };
	}

	/**
	 * That many, counting up from firstCustomerId, or those with these ids: each has a name, a mobile number and
	 * an email that follow from the id. Or customers as for addCustomer.
	 * @returns how many are new
	 */
	addCustomers(
		customers: number | Array<LongLike | NewCustomer>,
		{ firstCustomerId = 1 }: { firstCustomerId?: LongLike } = {},
	): number {
		return addCustomers(this.world, customers, toLong(firstCustomerId));
	}

	/** Their memberships stay, as they may do in a real tenant. */
	deleteCustomer(id: LongLike): void {
		this.world.store.customers.delete(toLong(id));
	}

	get customerCount(): number {
		return this.world.store.customers.ids.size;
	}

	customer(id: LongLike): CustomerState | undefined {
		const { customers } = this.world.store;
		const customer = customers.get(toLong(id));
		return customer && customerState(customer, customers.identities.of(customer.id), this.quirks);
	}

	/** By id. */
	customers(): CustomerState[] {
		return [...this.world.store.customers.ids.from()].flatMap((id) => this.customer(id) ?? []);
	}

	/** The id given out next; those in use are passed over. */
	set nextCustomerId(id: LongLike) {
		this.world.store.customers.nextId = toLong(id);
	}

	/** Groups, or groups and customers; adds to what there is. */
	seed(seed: SeedGroup[] | Seed): void {
		seedAll(this.world, Array.isArray(seed) ? { groups: seed } : seed);
	}

	// --- applications and tokens

	get app(): App {
		return this.world.apps[0];
	}

	get apps(): App[] {
		return this.world.apps;
	}

	/** Always works, whatever is issued or expires. */
	get accessToken(): string {
		return this.world.tokens.fixed;
	}
	set accessToken(token: string) {
		this.world.tokens.fixed = token;
	}

	/** ms; of tokens issued from now on. */
	get tokenLifetime(): number {
		return this.world.tokens.lifetime;
	}
	set tokenLifetime(ms: number) {
		this.world.tokens.lifetime = ms;
	}

	get tokensIssued(): number {
		return this.world.tokens.issued;
	}

	/** The applications' living tokens die now. */
	expireTokens(): void {
		this.world.tokens.expire();
	}

	// --- how it behaves, and what it was asked

	get quirks(): Quirks {
		return this.world.quirks;
	}

	get faults(): Faults {
		return this.world.faults;
	}

	/** ms before every answer. */
	get latency(): number {
		return this.world.latency;
	}
	set latency(ms: number) {
		this.world.latency = ms;
	}

	/** After that many requests since the last reset everything is refused; null for no limit. */
	get requestLimit(): number | null {
		return this.world.requestLimit;
	}
	set requestLimit(most: number | null) {
		this.world.requestLimit = most;
	}

	/** Oldest first, one entry per request that arrived whole. */
	get requests(): LoggedRequest[] {
		return this.world.log.requests;
	}

	/** The most requests that were under way at once since the log was last cleared. */
	get maxInFlight(): number {
		return this.world.log.maxInFlight;
	}

	clearLog(): void {
		this.world.log.clear();
	}

	get messages(): readonly Message[] {
		return this.world.messages;
	}

	/** State, quirks, faults, tokens and log as createSandbox left them. Requests a fault keeps hanging are cut. */
	reset(): void {
		this.world.reset();
	}

	private group(id: LongLike): Group {
		const group = this.world.store.groups.get(toLong(id));
		if (!group) throw new RangeError(`the sandbox has no group ${id}`);
		return group;
	}
}

const stateOf = ({ id, name, dateCreated, size }: Group): GroupState => ({
	id: String(id),
	name,
	dateCreated: wireDate(dateCreated),
	members: size,
});
