import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { sandboxCredential } from '../../harness/importing.mjs';
import { app } from './hub.mjs';
import { state } from './places.mjs';
import { convertlab, httpRequest, webhook, workflow } from './workflowNodes.mjs';

export const addWorkflow = 'addCustomers';
export const exportWorkflow = 'exportMembers';
export const customerWorkflow = 'customerOverHttp';
export const countWorkflow = 'countMembers';
export const addOneWorkflow = 'addOnePerson';

/** Customers in one request. */
export const batchSize = 10;

const answersWithJson = { responseMode: 'lastNode', responseData: 'firstEntryJson', options: {} };

/** One request starts one execution: `POST /webhook/addCustomers {"groupId","mobiles"}`; it is answered at once. */
const addCustomers = (credential) =>
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
const exportMembers = (credential) =>
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
const customerOverHttp = (credential, hubUrl) =>
	workflow(
		customerWorkflow,
		webhook(customerWorkflow, answersWithJson),
		httpRequest('Ask', `=${hubUrl}/v1/customers/{{ $json.body.customerId }}`, credential),
	);

/** `POST /webhook/countMembers {"groupId"}` answers with the count. */
const countMembers = (credential) =>
	workflow(
		countWorkflow,
		webhook(countWorkflow, answersWithJson),
		convertlab('Count', { operation: 'count', options: {} }, credential),
	);

/** `POST /webhook/addOnePerson {"groupId","mobile"}` answers with the membership. */
const addOnePerson = (credential) =>
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

/** Puts the one credential that all share, and all workflows, into n8n's database. */
export async function importAll(n8n, hubUrl) {
	const credential = sandboxCredential(hubUrl, app);
	const folder = `${state}/import`;
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(`${folder}/workflows`, { recursive: true });
	writeFileSync(`${folder}/credentials.json`, JSON.stringify([credential]));
	const workflows = [
		addCustomers(credential),
		exportMembers(credential),
		customerOverHttp(credential, hubUrl),
		countMembers(credential),
		addOnePerson(credential),
	];
	for (const each of workflows) writeFileSync(`${folder}/workflows/${each.id}.json`, JSON.stringify(each));
	await n8n.importCredentials(`${folder}/credentials.json`);
	await n8n.importWorkflows(`${folder}/workflows`);
	return workflows.map(({ id }) => id);
}
