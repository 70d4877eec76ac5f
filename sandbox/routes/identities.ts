import { shownMobile, textOf, type Customer, type Identity } from '../world/customer';
import type { World } from '../world/world';
import { Refusal, json, type Answer } from '../http/answers';
import type { Call, Route } from './call';
import { refuseParameters } from './search';
import { customersWithEmail, customersWithMobile } from '../world/customers';

export const identityRoutes: Route[] = [
	{
		method: 'GET',
		path: '/v1/customeridentities',
		does: 'finds identities: `identityType` and `identityValue`, or `customerIds`',
		customers: 'read',
		answer: search,
	},
];

type Asked = Pick<Identity, 'identityType' | 'identityValue'>;

function search(call: Call): Answer {
	refuseParameters(call);
	const found = call.text('customerIds') === undefined ? byValue(call) : byCustomers(call);
	return json(`[${found.map(written).join(',')}]`);
}

function byCustomers(call: Call): Identity[] {
	const { world } = call;
	const { identityFilters, identitiesPerType } = world.quirks;
	const ids = call.idList('customerIds');
	if (!identityFilters.includes('customerIds')) return everybodys(world);
	return ids.flatMap((id) => {
		const all = identitiesOf(world, id);
		if (identitiesPerType === 'all') return all;
		const isFirst = ({ identityType }: Identity, at: number) =>
			all.findIndex((each) => each.identityType === identityType) === at;
		return all.filter(isFirst);
	});
}

function byValue(call: Call): Identity[] {
	const { world } = call;
	const [identityType, identityValue] = [call.text('identityType'), call.text('identityValue')];
	if (identityType === undefined || identityValue === undefined) throw Refusal.badParameter('identityType');
	const asked = { identityType, identityValue };
	const passedOver = (['identityType', 'identityValue'] as const).filter(
		(name) => !world.quirks.identityFilters.includes(name),
	);
	if (passedOver.length === 0) return identitiesWith(world, asked);
	const honoured = (['identityType', 'identityValue'] as const).filter((name) => !passedOver.includes(name));
	return everybodys(world).filter((each) => honoured.every((name) => each[name] === asked[name]));
}

const everybodys = (world: World): Identity[] =>
	[...world.store.customers.ids.from()].flatMap((id) => identitiesOf(world, id));

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
