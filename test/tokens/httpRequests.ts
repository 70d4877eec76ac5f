import { NodeConnectionTypes, type INode, type INodeType } from 'n8n-workflow';
import type { StoredCredential } from '../support/credential';
import { execute } from '../support/engine';
import { upFrom } from '../support/inputs';

/** Calls the API with this credential and nothing of ours, many times side by side, as n8n's HTTP Request node does. */
class HttpRequests implements INodeType {
	description = {
		displayName: 'HTTP',
		name: 'http',
		group: [],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'convertlabApi', required: true }],
		properties: [],
	} as unknown as INodeType['description'];

	/** n8n calls it with the host as `this`. */
	execute: INodeType['execute'];

	constructor(baseUrl: unknown, count: number) {
		this.execute = async function () {
			const sent = upFrom(1, count).map(
				async () =>
					(await this.helpers.httpRequestWithAuthentication.call(this, 'convertlabApi', {
						url: `${String(baseUrl)}/v1/lists`,
					})) as object,
			);
			return [(await Promise.all(sent)).map((json) => ({ json: { ...json } }))];
		};
	}
}

/** The groups, asked for so many times at once. @returns what was answered */
export async function requestLists(credential: StoredCredential, count = 1) {
	const type = new HttpRequests(credential.data.baseUrl, count);
	const node = {
		id: 'http',
		name: 'HTTP',
		type: 'http',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { convertlabApi: { id: '1', name: 'Convertlab' } },
	} as INode;
	const ran = await execute({
		nodes: [node],
		connections: {},
		types: { http: type },
		credential,
		startNode: 'HTTP',
	});
	return (ran.data.resultData.runData.HTTP[0].data?.main[0] ?? []).map(({ json }) => json);
}
