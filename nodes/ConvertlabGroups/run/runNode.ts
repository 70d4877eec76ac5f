import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { forEachConcurrently, outcomeOf } from '../../api/promises';
import { quote } from '../../api/quote';
import { InvalidParameter } from '../../editor/invalidParameter';
import { isTool } from '../../editor/nodeError';
import { runOptions } from '../../editor/options';
import type { Operation, Task } from './operation';
import { Parameters, attempt } from './parameters';
import { Results, RunEnded, Stop, type FailedCustomer } from './results';
import { Run } from './run';

/** n8n adds this choice to both selectors of every node whose credential has `authenticate`. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

/** Finds the operation that the editor's two selectors choose. */
type FindOperation = (resource: string, operation: string) => Operation | undefined;

/**
 * A node run is a plan of tasks. All parameters are read and checked before the first request; then the tasks run
 * side by side, and their outputs are gathered in the order of the input. Throws RunEnded.
 */
export async function runNode(
	context: IExecuteFunctions,
	operationNamed: FindOperation,
): Promise<INodeExecutionData[]> {
	const parameters = new Parameters(context);
	const results = new Results({
		takesDetails: takesDetails(context),
		hasField: (item, name) => Object.hasOwn(parameters.input(item), name),
	});
	const chosen = attempt(() => chosenOperation(context, operationNamed));
	const operation = 'value' in chosen ? chosen.value : undefined;
	const ended = (error: unknown, run?: Run) =>
		endedEarly(context, results, error, operation?.customerOf?.(parameters), run);
	if (!operation) return ended('error' in chosen ? chosen.error : undefined);
	const opened = await outcomeOf(openRun(context, parameters));
	if ('error' in opened) return ended(opened.error);
	const run = opened.value;
	run.summary.progress = operation.progress;

	const ran = await outcomeOf(execute(run, operation, parameters, results));
	if ('error' in ran) return ended(ran.error, run);
	context.addExecutionHints(...run.summary.hints(run.renewals));
	return results.items(context.getNode().retryOnFail === true);
}

/** n8n 1.x, known by its lack of an egress filter, sends an item to the error branch only with no keys but `error` and `message`. */
function takesDetails(context: IExecuteFunctions): boolean {
	return context.getNode().onError !== 'continueErrorOutput' || 'getSecureEgressFilter' in context.helpers;
}

/** Fails every item when the whole run ends: n8n passes the input on as output when a node that continues throws. */
function endedEarly(
	context: IExecuteFunctions,
	results: Results,
	error: unknown,
	customerOf?: (item: number) => FailedCustomer,
	run?: Run,
): INodeExecutionData[] {
	if (!context.continueOnFail()) {
		const failure =
			error instanceof Stop
				? error.failure
				: { cause: error, item: error instanceof InvalidParameter ? 0 : undefined };
		throw new RunEnded(failure, run?.summary.soFar() ?? '');
	}
	const { cause } = error instanceof Stop ? error.failure : { cause: error };
	for (const item of context.getInputData().keys()) results.fail(item, { cause, ...customerOf?.(item) });
	return results.items(false);
}

/** The operation that the editor's selectors choose; throws an InvalidParameter. */
function chosenOperation(context: IExecuteFunctions, operationNamed: FindOperation): Operation {
	const resource = context.getNodeParameter('resource', 0) as string;
	const chosen = context.getNodeParameter('operation', 0, '') as string;
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
	if (operation.notAsTool && isTool(context.getNode()))
		throw new InvalidParameter(
			`“${operation.option.name}” cannot be used as a tool: an AI agent gets no files`,
			'Use “Get Many” instead, or export the file in a workflow without an agent.',
		);
	return operation;
}

async function openRun(context: IExecuteFunctions, parameters: Parameters): Promise<Run> {
	const { batchSize, maxConcurrentRequests: concurrency, timeout } = parameters.readFirst(runOptions);
	return await Run.open(context, { concurrency, batchSize, timeout });
}

async function execute(
	run: Run,
	operation: Operation,
	parameters: Parameters,
	results: Results,
): Promise<void> {
	const tasks = await operation.plan(run, parameters);
	run.endStage();
	for (const failure of run.failures) results.add(failure);
	await forEachConcurrently(
		operation.sequential ? 1 : run.settings.concurrency,
		tasks,
		async ({ items, listId, customerOf, run: start }: Task) => {
			const ended = await outcomeOf(collect(start(), results));
			if (!('error' in ended)) return;
			if (ended.error instanceof Stop) throw ended.error;
			const cause = ended.error;
			if (run.stopsAtRefusal) throw run.stop({ item: items[0], cause, listId, ...customerOf?.(items[0]) });
			const failed = new Set(items);
			for (const item of failed) results.fail(item, { cause, listId, ...customerOf?.(item) });
			run.summary.refused += failed.size;
		},
	);
}

async function collect(outputs: ReturnType<Task['run']>, results: Results): Promise<void> {
	for await (const some of outputs) for (const output of some) results.add(output);
}
