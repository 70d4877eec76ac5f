import {
	shownMobile,
	storedMobile,
	writtenFields,
	type Customer,
	type CustomerFields,
	type FieldValue,
	type Identity,
} from '../world/customer';
import type { World } from '../world/world';
import { Refusal, deleted, json, type Answer } from '../http/answers';
import { toSeconds } from '../http/dates';
import type { Json } from '../http/longs';
import { fieldOf, type Call, type Route } from './call';
import { customersWithEmail, customersWithMobile } from '../world/customers';
import { CustomerWriter } from './records';
import { identitiesWith } from './identities';

/** The two that create find first, so a request whose answer was lost may be sent again. */
export const saveRoutes: Route[] = [
	{
		method: 'POST',
		path: '/v1/customers',
		does: 'creates a customer, or updates who has that mobile number or email',
		customers: 'write',
		answer: save,
	},
	{
		method: 'POST',
		path: '/v1/customerandidentities',
		does: 'the same with identities, which find first: `{"customer":{},"customerIdentities":[{"identityType","identityValue","identityName"}]}`',
		customers: 'write',
		answer: saveWithIdentities,
	},
	{
		method: 'PUT',
		path: '/v1/customers/{id}',
		does: 'changes one customer (recorded)',
		customers: 'write',
		answer: (call) => written(call.world, knownId(call), read(call.world, call.json())),
	},
	{
		method: 'DELETE',
		path: '/v1/customers/{id}',
		does: 'deletes one customer; memberships stay (recorded)',
		customers: 'write',
		answer(call) {
			call.world.store.customers.delete(knownId(call));
			return deleted();
		},
	},
];

function knownId(call: Call): bigint {
	const id = call.id();
	if (!call.world.store.customers.ids.has(id)) throw Refusal.unknownId();
	return id;
}

type Given = Pick<Customer, 'fields' | 'attr'>;
type Named = Omit<Identity, 'customerId'>;

/** Overwrites the fields it is given, with nothing too. */
function save(call: Call): Answer {
	const given = read(call.world, call.json());
	return written(call.world, byContact(call.world, given), given);
}

/** Never empties a field. */
function saveWithIdentities(call: Call): Answer {
	const { world } = call;
	const { fields, attr } = read(world, call.field('customer'));
	const given = { fields: withoutEmpty(fields), attr: withoutEmpty(attr) };
	const identities = readIdentities(call.field('customerIdentities'));
	const [known] = identities.flatMap((each) => identitiesWith(world, each));
	return written(world, known?.customerId ?? byContact(world, given), given, identities);
}

function byContact(world: World, { fields: { mobile, email } }: Given): bigint | undefined {
	const [sameMobile] = mobile ? customersWithMobile(world, shownMobile(String(mobile), world.quirks)) : [];
	const [sameEmail] = email ? customersWithEmail(world, String(email)) : [];
	return sameMobile ?? sameEmail;
}

function written(world: World, found: bigint | undefined, given: Given, identities: Named[] = []): Answer {
	const { customers } = world.store;
	const now = toSeconds(world.now());
	const known = found === undefined ? undefined : customers.get(found);
	const id = known?.id ?? customers.newId();
	customers.put({
		id,
		fields: { ...known?.fields, ...given.fields },
		attr: { ...known?.attr, ...given.attr },
		dateCreated: known?.dateCreated ?? now,
		lastUpdated: now,
	});
	for (const identity of identities)
		// What is somebody else's stays theirs.
		if (identitiesWith(world, identity).length === 0)
			customers.identities.add({ ...identity, customerId: id });
	const saved = customers.get(id) as Customer;
	const status = known ? 200 : world.quirks.customerCreateStatus;
	const answered = world.quirks.aboutAnother.includes('savedCustomer') ? customers.otherThan(saved) : saved;
	return json(new CustomerWriter(world.quirks).write(answered), status);
}

/** Fields that can't be written, and names that no field has, are passed over (recorded). */
function read({ quirks }: World, body: Json): Given {
	if (body === null || typeof body !== 'object' || Array.isArray(body))
		throw Refusal.badParameter('customer');
	const fields: CustomerFields = {};
	for (const field of writtenFields) {
		const value = Object.hasOwn(body, field) ? body[field] : undefined;
		if (value !== undefined) fields[field] = asValue(value, field);
	}
	if (fields.mobile) {
		fields.mobile = storedMobile(String(fields.mobile), quirks);
		if (fields.mobile === undefined) throw Refusal.badParameter('mobile');
	}
	const attr = body.attr ?? {};
	if (typeof attr !== 'object' || Array.isArray(attr)) throw Refusal.badParameter('attr');
	return {
		fields,
		attr: Object.fromEntries(Object.entries(attr).map(([name, value]) => [name, asValue(value, name)])),
	};
}

function asValue(value: Json, name: string): FieldValue {
	if (typeof value === 'object' && value !== null) throw Refusal.badParameter(name);
	return value;
}

function withoutEmpty<T extends CustomerFields | Record<string, FieldValue>>(values: T): T {
	return Object.fromEntries(
		Object.entries(values).filter(([, value]) => value !== null && value !== ''),
	) as T;
}

function readIdentities(list: Json): Named[] {
	if (!Array.isArray(list)) throw Refusal.badParameter('customerIdentities');
	return list.map((each) => {
		const identityType = fieldOf(each, 'identityType');
		const identityValue = fieldOf(each, 'identityValue');
		if (!isText(identityType, 32)) throw Refusal.badParameter('identityType');
		if (!isText(identityValue, 128)) throw Refusal.badParameter('identityValue');
		const name = (each as { identityName?: Json }).identityName;
		return { identityType, identityValue, identityName: typeof name === 'string' ? name : null };
	});
}

const isText = (value: Json, longest: number): value is string =>
	typeof value === 'string' && value !== '' && value.length <= longest;
