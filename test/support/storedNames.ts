type Parameters = Record<string, unknown>;

const group = { group: { mode: 'list', value: '' } };
const requests = { 'options.maxConcurrentRequests': 4, 'options.timeout': 60 };
const batches = { 'options.batchSize': 500, ...requests };
const customers = {
	customersFrom: 'items',
	customerBy: 'mobile',
	customerId: '={{ $json.customerId }}',
	customerIds: '',
	mobile: '={{ $json.mobile }}',
	mobiles: '',
	email: '={{ $json.email }}',
	emails: '',
	openId: '={{ $json.openId }}',
	openIds: '',
	unionId: '={{ $json.unionId }}',
	unionIds: '',
	identityType: '',
	identityValue: '={{ $json.identityValue }}',
	identityValues: '',
};
const newCustomers = {
	ifNotFound: 'refuse',
	'newCustomer.name': '',
	'newCustomer.mobile': '',
	'newCustomer.email': '',
	'newCustomer.gender': 'unknown',
	'newCustomer.birthday': '',
	'newCustomer.company': '',
	'newCustomer.source': '',
	'newCustomer.remark': '',
	'newCustomer.otherFields': {},
};
const some = { returnAll: false, limit: 50 };
const details = { 'options.customerFields': ['name', 'mobile'], 'options.customFields': '' };
const scoped = { scope: 'group', ...group };
const joined = { 'options.joinedFrom': '', 'options.joinedUntil': '' };
const sorted = { 'options.sortBy': 'id', 'options.sortDirection': 'asc' };

/**
 * What workflows store about the node: the parameters of every operation with their defaults, written down a second
 * time, by hand. A test that fails here says that released workflows would change.
 */
export const storedNames: Record<string, Record<string, Parameters>> = {
	group: {
		create: { name: '', ifNameExists: 'useExisting', ...requests },
		delete: { ...group, 'options.onlyIfEmpty': false, ...requests },
		get: { ...group, 'options.memberCount': false, ...requests },
		getAll: { ...some, 'filters.nameContains': '', 'options.memberCount': false, ...sorted, ...requests },
	},
	member: {
		add: { ...group, ...customers, ...newCustomers, ...details, 'options.tellNew': false, ...batches },
		remove: {
			removeBy: 'customer',
			...group,
			...customers,
			membershipId: '={{ $json.id }}',
			...details,
			...batches,
		},
		getAll: {
			...scoped,
			...some,
			'filters.customerId': '',
			'filters.mobile': '',
			'filters.email': '',
			'filters.sinceId': '',
			...details,
			'options.groupName': false,
			...joined,
			...sorted,
			...requests,
		},
		count: { ...group, ...joined, ...requests },
		check: { ...group, ...customers, ...details, 'options.groupName': false, ...requests },
		sync: {
			...group,
			...customers,
			...newCustomers,
			dryRun: false,
			'options.removalLimit': 20,
			'options.allowEmptySource': false,
			'options.output': 'summary',
			'options.changes': 'both',
			...details,
			...batches,
		},
		copy: {
			...group,
			toGroup: group.group,
			which: 'all',
			otherGroup: group.group,
			dryRun: false,
			...joined,
			'options.shareFrom': 0,
			'options.shareTo': 100,
			'options.removeFromSource': false,
			...batches,
		},
		exportToFile: {
			...scoped,
			format: 'csv',
			binaryPropertyName: 'data',
			'filters.sinceId': '',
			...details,
			'options.escapeFormulas': true,
			'options.byteOrderMark': true,
			'options.localDates': false,
			'options.fileName': '',
			...joined,
			...requests,
		},
	},
};

/** What differs where the node is the tool of an AI agent, in whichever operation has it. */
export const storedToolNames: Parameters = {
	customerId: '',
	mobile: '',
	email: '',
	openId: '',
	unionId: '',
	identityValue: '',
	membershipId: '',
	dryRun: true,
};

/** Makes no sense without files. */
export const noTools = ['exportToFile'];
