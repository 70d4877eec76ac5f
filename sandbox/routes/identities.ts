import { textOf, type Customer, type Identity } from '../state/customer';
import type { World } from '../state/world';
import { Refusal, json, type Answer } from '../wire/answers';
import type { Call, Route } from './call';
import { customersWithEmail, customersWithMobile, shownMobile } from '../state/contacts';

export const identityRoutes: Route[] = [
	{ method: 'GET', path: /^\/v1\/customeridentities$/, customers: 'read', answer: search },
];

type Asked = Pick<Identity, 'identityType' | 'identityValue'>;

function search(call: Call): Answer {
	const { world } = call;
	const [identityType, identityValue] = [call.text('identityType'), call.text('identityValue')];
	let found: Identity[];
	if (call.text('customerIds') !== undefined)
		found = call.idList('customerIds').flatMap((id) => identitiesOf(world, id));
	else if (identityType === undefined || identityValue === undefined)
		throw Refusal.badParameter('identityType');
	else found = identitiesWith(world, { identityType, identityValue });
	return json(`[${found.map(written).join(',')}]`);
}

/** Those entered as identities and (quirk) those that follow from a customer's mobile number and email. */
export function identitiesWith(world: World, asked: Asked): Identity[] {
	const entered = world.store.customers.identities.with(asked);
	const ids = fieldOwners(world, asked).filter((id) => !entered.some(({ customerId }) => customerId === id));
	return [...entered, ...ids.map((customerId) => ({ ...asked, customerId, identityName: null }))];
}

function fieldOwners(world: World, { identityType, identityValue }: Asked): bigint[] {
	if (!world.quirks.identitiesFromFields) return [];
	if (identityType === 'mobile') return customersWithMobile(world, identityValue);
	return identityType === 'email' ? customersWithEmail(world, identityValue) : [];
}

function identitiesOf({ store, quirks }: World, id: bigint): Identity[] {
	const customer = store.customers.get(id);
	if (!customer) return [];
	const entered = store.customers.identities.of(id);
	const derived = quirks.identitiesFromFields
		? fromFields(customer, (mobile) => shownMobile(mobile, quirks))
		: [];
	const same = (a: Identity) => (b: Identity) =>
		a.identityType === b.identityType && a.identityValue === b.identityValue;
	return [...entered, ...derived.filter((each) => !entered.some(same(each)))];
}

function fromFields(customer: Customer, shown: (mobile: string) => string): Identity[] {
	const [mobile, email] = [textOf(customer, 'mobile'), textOf(customer, 'email')];
	const values = [
		['mobile', mobile && shown(mobile)],
		['email', email],
	] as const;
	return values.flatMap(([identityType, identityValue]) =>
		identityValue === undefined
			? []
			: [{ customerId: customer.id, identityType, identityValue, identityName: null }],
	);
}

/** The customer's id is a text here, and in this call alone. */
const written = ({ customerId, identityType, identityValue, identityName }: Identity) =>
	`{"customerId":"${customerId}","identityType":${JSON.stringify(identityType)},` +
	`"identityValue":${JSON.stringify(identityValue)},"identityName":${JSON.stringify(identityName)}}`;
