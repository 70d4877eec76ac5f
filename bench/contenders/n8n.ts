import { mkdirSync } from 'node:fs';
import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IDataObject, INode, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { StoredCredential } from '../../test/support/credential';
import { execute } from '../../test/support/engine';
import type { Hub } from '../jobs';

/** One node of a chain. */
export interface Step {
	type: INodeType;
	version?: number;
	parameters: INodeParameters;
}

/** Runs nodes one after the other in n8n's own engine, and gives the output of the last one. */
export async function runChain(hub: Hub, input: IDataObject[], steps: Step[]): Promise<INodeExecutionData[]> {
	const names = ['Start', ...steps.map((_, at) => `Step ${at + 1}`)];
	const node = (name: string, version: number, parameters: INodeParameters) =>
		({
			id: name,
			name,
			type: name,
			typeVersion: version,
			position: [0, 0],
			parameters,
			credentials: { convertlabApi: { id: '1', name: 'Convertlab' } },
		}) as INode;
	const ran = await execute({
		nodes: names.map((name, at) => {
			const { version = 1, parameters = {} } = steps[at - 1] ?? {};
			return node(name, version, parameters);
		}),
		connections: Object.fromEntries(
			names
				.slice(0, -1)
				.map((name, at) => [name, { main: [[{ node: names[at + 1], type: 'main', index: 0 }]] }]),
		),
		types: Object.fromEntries(names.map((name, at) => [name, steps[at - 1]?.type ?? source(input)])),
		credential: storedCredential(hub),
		startNode: 'Start',
	});
	const { runData, error } = ran.data.resultData;
	if (error) throw new Error(error.message);
	return runData[names[names.length - 1]]?.at(-1)?.data?.main[0] ?? [];
}

export const storedCredential = ({ url, token }: Hub) =>
	new StoredCredential({
		authentication: 'accessToken',
		accessToken: token,
		baseUrl: url,
		sessionToken: '',
	});

/** Files go to the disk, as n8n keeps them by default. */
export async function useFileStorage(hub: Hub): Promise<void> {
	mkdirSync(hub.folder, { recursive: true });
	const storage = Container.get(BinaryDataService);
	await storage.init();
}

/** A node that runs a function of ours. */
export const nodeThat = (execute: NonNullable<INodeType['execute']>): INodeType =>
	({
		description: {
			displayName: 'Bench',
			name: 'bench',
			group: [],
			version: 1,
			description: '',
			defaults: {},
			inputs: ['main'],
			outputs: ['main'],
			properties: [{ displayName: 'Customer ID', name: 'customerId', type: 'string', default: '' }],
		},
		execute,
	}) as unknown as INodeType;

/** A node that hands out the input items. */
const source = (input: IDataObject[]) => {
	const items = input.map((json) => ({ json }));
	return nodeThat(async () => [items]);
};
