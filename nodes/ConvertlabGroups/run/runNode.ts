import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { eachOf } from '../../api/batches';
import { outcomeOf } from '../../api/result';
import { Inputs } from './inputs';
import { InvalidParameter } from '../../editor/invalidParameter';
import type { Operation, Work } from './operation';
import { runOptions } from '../../editor/options';
import { Results, Stop } from './results';
import { Run } from './run';
import { quote } from '../../api/quote';
import { isTool, nodeError } from '../../editor/nodeError';

/** n8n adds this choice to both selectors of every node whose credential has `authenticate`. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

/** Finds the operation that the editor's two selectors choose. */
type FindOperation = (resource: string, operation: string) => Operation | undefined;

/**
 * A node run is a plan of works. All parameters are read and checked before the first request; then the works run
 * side by side, and their outputs are gathered in the order of the input. Throws only errors that n8n may store.
 */
export async function runNode(
	host: IExecuteFunctions,
	operationNamed: FindOperation,
): Promise<INodeExecutionData[]> {
	const results = new Results(branchTakesDetails(host));
	const opened = await outcomeOf(openRun(host, operationNamed));
	if ('error' in opened) return endedEarly(host, results, opened.error);
	const { run, operation, inputs } = opened.value;
	run.notes.counted = operation.counted;

	const ran = await outcomeOf(work(run, operation, inputs, results));
	if ('error' in ran) return endedEarly(host, results, ran.error, run);
	host.addExecutionHints(...run.notes.hints(run.renewals));
	return results.items(host.getNode().retryOnFail === true);
}

/** n8n 1.x, known by its lack of an egress filter, sends an item to the error branch only with no keys but `error` and `message`. */
function branchTakesDetails(host: IExecuteFunctions): boolean {
	return host.getNode().onError !== 'continueErrorOutput' || 'getSecureEgressFilter' in host.helpers;
}

/** Fails every item when the whole run ends: n8n passes the input on as output when a node that continues throws. */
function endedEarly(
	host: IExecuteFunctions,
	results: Results,
	error: unknown,
	run?: Run,
): INodeExecutionData[] {
	if (!host.continueOnFail()) throw asNodeError(host, error, run);
	const { cause } = error instanceof Stop ? error.output : { cause: error };
	for (const item of host.getInputData().keys()) results.fail(item, { cause });
	return results.items(false);
}

async function openRun(
	host: IExecuteFunctions,
	operationNamed: FindOperation,
): Promise<{ run: Run; operation: Operation; inputs: Inputs }> {
	const inputs = new Inputs(host);
	const resource = host.getNodeParameter('resource', 0) as string;
	const chosen = host.getNodeParameter('operation', 0, '') as string;
	const operation = operationNamed(resource, chosen);
	if (chosen === CUSTOM_API_CALL || resource === CUSTOM_API_CALL)
		throw new InvalidParameter(
			'Use the HTTP Request node to make a custom API call',
			'In it, set Authentication to “Predefined Credential Type” and choose “Convertlab API”: n8n takes care of the access token.',
		);
	if (!operation)
		throw new InvalidParameter(
			`There is no operation ${quote(chosen)} for ${quote(resource)}`,
			'Select the operation again.',
		);
	if (operation.isNoTool && isTool(host.getNode()))
		throw new InvalidParameter(
			`“${operation.option.name}” cannot be used as a tool: an AI agent gets no files`,
			'Use “Get Many” instead, or export the file in a workflow without an agent.',
		);
	const { batchSize, maxConcurrentRequests, timeout } = inputs.readFirst(runOptions);
	const run = await Run.open(host, { width: maxConcurrentRequests, batchSize, timeout });
	return { run, operation, inputs };
}

async function work(run: Run, operation: Operation, inputs: Inputs, results: Results): Promise<void> {
	const works = await operation.plan(run, inputs);
	for (const failure of run.failures) results.add(failure);
	run.notes.refused += run.failures.length;
	await eachOf(
		operation.oneAfterAnother ? 1 : run.settings.width,
		works,
		async ({ items, listId, customerOf, run: start }: Work) => {
			const ended = await outcomeOf(gather(start(), results));
			if (!('error' in ended)) return;
			if (ended.error instanceof Stop) throw ended.error;
			const cause = ended.error;
			if (run.stopsAtRefusal) throw run.stop({ item: items[0], cause, listId });
			for (const item of new Set(items)) results.fail(item, { cause, listId, ...customerOf?.(item) });
			run.notes.refused += items.length;
		},
	);
}

async function gather(outputs: ReturnType<Work['run']>, results: Results): Promise<void> {
	for await (const some of outputs) for (const output of some) results.add(output);
}

function asNodeError(host: IExecuteFunctions, error: unknown, run?: Run) {
	const failure =
		error instanceof Stop
			? error.output
			: { cause: error, item: error instanceof InvalidParameter ? 0 : undefined };
	return nodeError(host.getNode(), failure, run?.notes.soFar() ?? '');
}
