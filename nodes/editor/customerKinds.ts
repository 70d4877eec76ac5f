import type { CustomerReference, IdentifiedBy } from '../api/identification';
import { quote } from '../api/quote';
import type { textField } from './fields';
import { InvalidParameter } from './invalidParameter';
import { emailPerson, identityPerson, mobilePerson, wechatPerson } from './personValues';
import { readId } from './readId';

/** What can identify a customer, and the fields for it: one value per item, or many in a list. */

export interface Kind {
	/** Its entry under “Identify Customers By”. */
	option: { name: string; description?: string };
	one: Parameters<typeof textField>[0];
	many: Parameters<typeof textField>[0];
	read(raw: unknown, name: string): CustomerReference;
}

export const kinds: Record<IdentifiedBy, Kind> = {
	id: {
		option: { name: 'Customer ID', description: 'DM Hub’s own number of the customer' },
		one: {
			displayName: 'Customer ID',
			name: 'customerId',
			default: '={{ $json.customerId }}',
			placeholder: 'e.g. 103446',
			description:
				'DM Hub’s own ID of the customer, as in the output of this node. For anything else, set “Identify Customers By”.',
		},
		many: { displayName: 'Customer IDs', name: 'customerIds', placeholder: 'e.g. 103446, 103447, 103448' },
		read: readCustomerId,
	},
	mobile: {
		option: { name: 'Mobile Number' },
		one: {
			displayName: 'Mobile Number',
			name: 'mobile',
			default: '={{ $json.mobile }}',
			placeholder: 'e.g. 13800138000',
			description: 'The customer’s mobile number, with or without spaces, hyphens and +86',
		},
		many: { displayName: 'Mobile Numbers', name: 'mobiles', placeholder: 'e.g. 13800138000, 13900139000' },
		read: mobilePerson,
	},
	email: {
		option: { name: 'Email' },
		one: {
			displayName: 'Email',
			name: 'email',
			default: '={{ $json.email }}',
			placeholder: 'e.g. name@example.com',
			description: 'The customer’s email address; case does not matter',
		},
		many: { displayName: 'Emails', name: 'emails', placeholder: 'e.g. name@example.com, info@example.com' },
		read: emailPerson,
	},
	openId: {
		option: { name: 'WeChat OpenID' },
		one: {
			displayName: 'WeChat OpenID',
			name: 'openId',
			default: '={{ $json.openId }}',
			placeholder: 'e.g. o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
			description: 'The customer’s OpenID in your WeChat account',
		},
		many: {
			displayName: 'WeChat OpenIDs',
			name: 'openIds',
			placeholder: 'e.g. o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
		},
		read: wechatPerson,
	},
	unionId: {
		option: { name: 'WeChat UnionID' },
		one: {
			displayName: 'WeChat UnionID',
			name: 'unionId',
			default: '={{ $json.unionId }}',
			placeholder: 'e.g. o6_bmasdasdsad6_2sgVt7hMZOPfL',
			description: 'The customer’s UnionID, the same in all of your WeChat accounts',
		},
		many: {
			displayName: 'WeChat UnionIDs',
			name: 'unionIds',
			placeholder: 'e.g. o6_bmasdasdsad6_2sgVt7hMZOPfL',
		},
		read: wechatPerson,
	},
	identity: {
		option: {
			name: 'Other Identity',
			description: 'A member number, a shop account, or another identity that is set up in your DM Hub',
		},
		one: {
			displayName: 'Identity Value',
			name: 'identityValue',
			default: '={{ $json.identityValue }}',
			placeholder: 'e.g. VIP-00123',
			description: 'The customer’s value for this identity type, exactly as in DM Hub',
		},
		many: {
			displayName: 'Identity Values',
			name: 'identityValues',
			placeholder: 'e.g. VIP-00123, VIP-00124',
		},
		read: identityPerson,
	},
};

/** In the order in which the editor shows their fields. */
export const ways = Object.keys(kinds) as IdentifiedBy[];

const LOOKS_LIKE_A_PERSON = /@|^\s*(?:[+＋]\s?|00)86|^\s*[+＋]\s?\d(?:[\s-]?\d){6}/;

/** A phone number or an email in Customer ID gets an error that names the right setting. */
function readCustomerId(raw: unknown, name: string): CustomerReference {
	if (typeof raw === 'string' && LOOKS_LIKE_A_PERSON.test(raw) && !/^\s*\d+\s*$/.test(raw)) {
		const kind = raw.includes('@') ? 'Email' : 'Mobile Number';
		throw new InvalidParameter(
			`${name} must be a whole number such as 103446, not ${quote(raw.trim())}: set “Identify Customers By” to “${kind}”`,
			'The node then finds the customer in DM Hub.',
			{
				forModel: 'Only a person can change that setting of the tool: ask for it, or for the customer’s ID.',
			},
		);
	}
	return readId(raw, name);
}
