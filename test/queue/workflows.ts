import { importInto, sandboxCredential, type Credential } from '../../harness/importing';
import type { N8n } from '../../harness/instance';
import { app } from './hub';
import { state } from './places';
import { convertlab, httpRequest, webhook, workflow } from './workflowNodes';

export const addWorkflow = 'addCustomers';
export const exportWorkflow = 'exportMembers';
export const customerWorkflow = 'customerOverHttp';
export const countWorkflow = 'countMembers';
export const addOneWorkflow = 'addOnePerson';
export const addNewWorkflow = 'addAndTellWhoIsNew';
export const copyWorkflow = 'copyMembers';

/** Customers in one request. */
const batchSize = 10;

const answersWithAll = { responseMode: 'lastNode', responseData: 'allEntries', options: {} };
const answersWithJson = { responseMode: 'lastNode', responseData: 'firstEntryJson', options: {} };

/** One request starts one execution: `POST /webhook/addCustomers {"groupId","mobiles"}`; it is answered at once. */
const addCustomers = (credential: Credential) =>
	workflow(
		addWorkflow,
		webhook(addWorkflow, { responseMode: 'onReceived', options: {} }),
		convertlab(
			'Add',
			{
				operation: 'add',
				customersFrom: 'list',
				customerBy: 'mobile',
				mobiles: '={{ $json.body.mobiles }}',
				ifNotFound: 'create',
				newCustomer: { source: 'Queue' },
				options: { batchSize },
			},
			credential,
		),
	);

/** `POST /webhook/exportMembers {"groupId"}` answers with the file that a worker wrote. */
const exportMembers = (credential: Credential) =>
	workflow(
		exportWorkflow,
		webhook(exportWorkflow, {
			responseMode: 'lastNode',
			responseData: 'firstEntryBinary',
			responseBinaryPropertyName: 'data',
			options: {},
		}),
		convertlab(
			'Export',
			{
				operation: 'exportToFile',
				format: 'csv',
				binaryPropertyName: 'data',
				filters: {},
				options: {},
			},
			credential,
		),
	);

/** `POST /webhook/customerOverHttp {"customerId"}` answers with what DM Hub answered to the HTTP Request node. */
const customerOverHttp = (credential: Credential, hubUrl: string) =>
	workflow(
		customerWorkflow,
		webhook(customerWorkflow, answersWithJson),
		httpRequest('Ask', `=${hubUrl}/v1/customers/{{ $json.body.customerId }}`, credential),
	);

/** `POST /webhook/countMembers {"groupId"}` answers with the count. */
const countMembers = (credential: Credential) =>
	workflow(
		countWorkflow,
		webhook(countWorkflow, answersWithJson),
		convertlab('Count', { operation: 'count', options: {} }, credential),
	);

/** `POST /webhook/addOnePerson {"groupId","mobile"}` answers with the membership. */
const addOnePerson = (credential: Credential) =>
	workflow(
		addOneWorkflow,
		webhook(addOneWorkflow, answersWithJson),
		convertlab(
			'Add one',
			{
				operation: 'add',
				customersFrom: 'items',
				customerBy: 'mobile',
				mobile: '={{ $json.body.mobile }}',
				ifNotFound: 'create',
				newCustomer: { source: 'Queue' },
				options: {},
			},
			credential,
		),
	);

/** `POST /webhook/addAndTellWhoIsNew {"groupId","customerIds"}` answers with one membership per customer, and `isNew`. */
const addAndTellWhoIsNew = (credential: Credential) =>
	workflow(
		addNewWorkflow,
		webhook(addNewWorkflow, answersWithAll),
		convertlab(
			'Add and tell',
			{
				operation: 'add',
				customersFrom: 'list',
				customerBy: 'id',
				customerIds: '={{ $json.body.customerIds }}',
				options: { batchSize, tellNew: true },
			},
			credential,
		),
	);

/** `POST /webhook/copyMembers {"groupId","toGroupId"}` answers with the summary. */
const copyMembers = (credential: Credential) =>
	workflow(
		copyWorkflow,
		webhook(copyWorkflow, answersWithJson),
		convertlab(
			'Copy',
			{
				operation: 'copy',
				toGroup: { __rl: true, mode: 'id', value: '={{ $json.body.toGroupId }}' },
				options: {},
			},
			credential,
		),
	);

/** Puts the one credential that all share, and all workflows, into n8n's database. @returns the workflows' ids */
export async function importAll(n8n: N8n, hubUrl: string): Promise<string[]> {
	const credential = sandboxCredential(hubUrl, app);
	const workflows = [
		addCustomers(credential),
		exportMembers(credential),
		customerOverHttp(credential, hubUrl),
		countMembers(credential),
		addOnePerson(credential),
		addAndTellWhoIsNew(credential),
		copyMembers(credential),
	];
	await importInto(n8n, `${state}/import`, [credential], workflows);
	return workflows.map(({ id }) => id);
}
