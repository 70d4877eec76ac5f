type Parameters = Record<string, unknown>;

const group = { group: { mode: 'list', value: '' } };
const requests = { 'options.maxConcurrentRequests': 4, 'options.timeout': 60 };
const batches = { 'options.batchSize': 500, ...requests };
const customers = {
	customersFrom: 'items',
	customerBy: 'id',
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
const details = { 'options.customerFields': [], 'options.customFields': '' };
const sorted = { 'options.sortBy': 'id', 'options.sortDirection': 'asc' };

/**
 * What workflows store about the node: the parameters of every operation with their defaults, written down a second
 * time, by hand. A test that fails here says that released workflows would change.
 */
export const contract: Record<string, Record<string, Parameters>> = {
	group: {
		create: { name: '', ifNameExists: 'create', ...requests },
		delete: { ...group, 'options.onlyIfEmpty': false, ...requests },
		get: { ...group, 'options.memberCount': false, ...requests },
		getAll: { ...some, 'filters.nameContains': '', 'options.memberCount': false, ...sorted, ...requests },
	},
	member: {
		add: { ...group, ...customers, ...newCustomers, ...batches },
		remove: { removeBy: 'customer', ...group, ...customers, membershipId: '={{ $json.id }}', ...batches },
		getAll: {
			...group,
			...some,
			'filters.customerId': '',
			'filters.mobile': '',
			'filters.email': '',
			'filters.sinceId': '',
			...details,
			...sorted,
			...requests,
		},
		count: { ...group, 'options.joinedFrom': '', 'options.joinedUntil': '', ...requests },
		check: { ...group, ...customers, ...requests },
		sync: {
			...group,
			...customers,
			...newCustomers,
			dryRun: false,
			'options.removalLimit': 20,
			'options.allowEmptySource': false,
			'options.output': 'summary',
			...batches,
		},
		exportToFile: {
			...group,
			format: 'csv',
			binaryPropertyName: 'data',
			'filters.sinceId': '',
			...details,
			'options.escapeFormulas': true,
			'options.fileName': '',
			...requests,
		},
	},
};

/** What differs where the node is the tool of an AI agent, in whichever operation has it. */
export const toolContract: Parameters = {
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
