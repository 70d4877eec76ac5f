import type { CustomerDetails, IdentityField } from '../api/types';
import type { Field } from './fields';
import { InvalidParameter } from './invalidParameter';
import { isBlank } from './rawValue';
import { kindOf, quote } from '../api/quote';

/** The fields that every customer has: the editor's names and DM Hub's. */
const standardFields = [
	{ name: 'Birthday', value: 'birthday' },
	{ name: 'Campaign ID', value: 'campaignId' },
	{ name: 'Campaign Name', value: 'campaignName' },
	{ name: 'City', value: 'city' },
	{ name: 'Company', value: 'company' },
	{ name: 'Country', value: 'country' },
	{ name: 'County', value: 'county' },
	{ name: 'Date Created', value: 'dateCreated' },
	{ name: 'Date Joined', value: 'dateJoin' },
	{ name: 'Display Name', value: 'displayName' },
	{ name: 'Email', value: 'email' },
	{ name: 'Email Verified', value: 'emailVerified' },
	{ name: 'Gender', value: 'gender' },
	{ name: 'Home Address', value: 'homeAddress' },
	{ name: 'Industry', value: 'industry' },
	{ name: 'Is Employee', value: 'isEmployee' },
	{ name: 'Last Updated', value: 'lastUpdated' },
	{ name: 'Mobile Number', value: 'mobile' },
	{ name: 'Mobile Number Verified', value: 'mobileVerified' },
	{ name: 'Name', value: 'name' },
	{ name: 'Nickname', value: 'nickName' },
	{ name: 'Office Address', value: 'officeAddress' },
	{ name: 'Province', value: 'province' },
	{ name: 'QQ', value: 'qq' },
	{ name: 'Remark', value: 'remark' },
	{ name: 'Source', value: 'source' },
	{ name: 'Stage', value: 'stage' },
	{ name: 'Telephone', value: 'telephone' },
	{ name: 'Title', value: 'title' },
	{ name: 'Website', value: 'website' },
	{ name: 'WeChat', value: 'wechat' },
	{ name: 'WeChat OpenID', value: 'openId' },
	{ name: 'WeChat UnionID', value: 'unionId' },
	{ name: 'Weibo', value: 'weibo' },
];

const customerFields: Field<string[]> = {
	property: {
		displayName: 'Customer Fields',
		name: 'customerFields',
		type: 'multiOptions',
		default: [],
		options: standardFields,
		description:
			'Fields of the customer to output beside the ID. The application in DM Hub needs the right to read customers.',
	},
	read: (raw) =>
		listOf(raw, 'Customer Fields').map((name) => {
			if (standardFields.some(({ value }) => value === name)) return name;
			throw new InvalidParameter(
				`Customer Fields cannot hold ${quote(name)}`,
				`Choose from the list. A field of your own, such as attr1, goes into “Custom Customer Fields”.`,
			);
		}),
};

const customFields: Field<string[]> = {
	property: {
		displayName: 'Custom Customer Fields',
		name: 'customFields',
		type: 'string',
		default: '',
		placeholder: 'e.g. attr1, attr2',
		description:
			'Customer fields that your company added in DM Hub, by their technical names, separated by commas',
	},
	read: (raw) =>
		listOf(raw, 'Custom Customer Fields').map((name) => {
			if (/^attr\d{1,6}$/i.test(name)) return name.toLowerCase();
			throw new InvalidParameter(
				`Custom Customer Fields cannot hold ${quote(name)}`,
				'Enter technical names, such as attr1, attr2. DM Hub shows them in its settings beside each custom field.',
			);
		}),
};

const isIdentity = (field: string): field is IdentityField => field === 'openId' || field === 'unionId';

/** Both, for the options of an operation. */
export const customerDetailFields = { customerFields, customFields };

/** Undefined where no field was chosen, so that no customer is read. */
export function chosenDetails(chosen: {
	customerFields: string[];
	customFields: string[];
}): CustomerDetails | undefined {
	const fields = [...new Set(chosen.customerFields)];
	const custom = [...new Set(chosen.customFields)];
	const standard = fields.filter((field) => !isIdentity(field));
	const identities = fields.filter(isIdentity);
	return fields.length + custom.length > 0 ? { standard, identities, custom } : undefined;
}

/** The entries of a list, or of a text with separators. */
function listOf(raw: unknown, displayName: string): string[] {
	if (isBlank(raw)) return [];
	const entries: unknown[] =
		typeof raw === 'string' ? raw.split(/[\s,;，、；]+/) : Array.isArray(raw) ? raw : [];
	if (typeof raw !== 'string' && !Array.isArray(raw))
		throw new InvalidParameter(`${displayName} must be a list of names, not ${kindOf(raw)}`);
	return entries
		.map((entry) => (typeof entry === 'string' ? entry.trim() : quote(entry)))
		.filter((entry) => entry !== '');
}
