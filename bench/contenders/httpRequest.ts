import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { INodeParameters, INodeType } from 'n8n-workflow';
import { customersOf, type Contender, type Hub, type Job } from '../jobs';
import { mobilesOf } from '../people';
import { runChain, useFileStorage, type Step } from './n8n';

/** n8n's own nodes come with the n8n of the harness. */
export const BASE_NODES = join(__dirname, '../../harness/n8n/node_modules/n8n-nodes-base/dist/nodes');
export const isInstalled = () => existsSync(BASE_NODES);

const VERSION = 4.4;

/** What users would pick instead: the HTTP Request node, by hand, with the nodes after it that the same result takes. */
export const httpRequest: Contender = (job, hub) => {
	const input =
		job.does === 'identify'
			? mobilesOf(job).map((mobile) => ({ mobile }))
			: customersOf(job).map((customerId) => ({ customerId }));
	return async () => {
		if (job.does === 'export' && job.to === 'file') await useFileStorage(hub);
		const items = await runChain(hub, job.does === 'export' ? [{}] : input, stepsFor(job, hub));
		return job.does === 'export' && job.to === 'file' && items[0]?.binary ? job.members : items.length;
	};
};

function stepsFor(job: Job, hub: Hub): Step[] {
	const listId = Number(hub.listId);
	switch (job.does) {
		case 'export': {
			const read = [reading(hub), splitOut()];
			return job.to === 'items' ? read : [...read, convertToFile()];
		}
		case 'add':
			return [
				asking(hub, 'POST', '/v1/listMembers', {
					sendBody: true,
					specifyBody: 'json',
					jsonBody: `={{ { data: { customerId: $json.customerId, listId: ${listId} } } }}`,
				}),
			];
		case 'remove':
			return [
				asking(hub, 'POST', '/v1/listservice/removeFromList', {
					...query({ customerIds: '={{ $json.customerId }}', listId }),
				}),
			];
		case 'identify':
			return [
				asking(
					hub,
					'GET',
					'/v1/customers',
					query({ mobile: '={{ $json.mobile }}', select: 'id,name,mobile' }),
				),
			];
		case 'check':
			return [
				asking(
					hub,
					'GET',
					'/v1/listMembers',
					query({ listId, customerId: '={{ $json.customerId }}', rows: 1 }),
				),
			];
		default:
			throw new Error(`The HTTP Request node alone cannot ${job.does}`);
	}
}

/** Page by page, as its pagination is set up by hand. */
const reading = (hub: Hub): Step =>
	asking(hub, 'GET', '/v1/listMembers', {
		...query({ listId: hub.listId, rows: 10_000, sidx: 'id', sord: 'asc' }),
		options: {
			pagination: {
				pagination: {
					paginationMode: 'updateAParameterInEachRequest',
					parameters: {
						parameters: [
							{ type: 'qs', name: 'sinceId', value: '={{ $response.body?.items?.at(-1)?.id ?? 0 }}' },
						],
					},
					paginationCompleteWhen: 'other',
					completeExpression: '={{ $response.body.items.length === 0 }}',
				},
			},
		},
	});

function asking({ url, token }: Hub, method: string, path: string, more: INodeParameters): Step {
	const type = nodeType('HttpRequest/HttpRequest.node.js', 'HttpRequest', VERSION);
	return {
		type,
		version: VERSION,
		parameters: { method, url: `${url}${path}?access_token=${token}`, authentication: 'none', ...more },
	};
}

const query = (parameters: Record<string, string | number>): INodeParameters => ({
	sendQuery: true,
	queryParameters: {
		parameters: Object.entries(parameters).map(([name, value]) => ({ name, value: String(value) })),
	},
});

const splitOut = (): Step => ({
	type: nodeType('Transform/SplitOut/SplitOut.node.js', 'SplitOut'),
	parameters: { fieldToSplitOut: 'items', options: {} },
});

const convertToFile = (): Step => ({
	type: nodeType('Files/ConvertToFile/ConvertToFile.node.js', 'ConvertToFile'),
	version: 1.1,
	parameters: { operation: 'csv', options: {} },
});

function nodeType(file: string, name: string, version?: number): INodeType {
	const exported = createRequire(__filename)(`${BASE_NODES}/${file}`) as Record<string, new () => unknown>;
	const made = new exported[name]();
	const { nodeVersions } = made as { nodeVersions?: Record<string, INodeType> };
	return version !== undefined && nodeVersions ? nodeVersions[version] : (made as INodeType);
}
