import type { IExecuteFunctions } from 'n8n-workflow';
import { messageOf } from '../../api/errors';
import { ifNotFoundInSyncField } from '../../editor/customers';
import type { CustomerReference } from '../../editor/identifiers';
import { customerByItem } from '../customers/entries';
import { CustomerLookup } from '../customers/lookup';
import { CustomerReader, phoneNumberAdvice } from '../customers/readRows';
import type { Task } from '../run/operation';
import type { Parameters } from '../run/parameters';
import { Stop } from '../run/results';
import type { Run } from '../run/run';
import { counted } from '../run/summary';
import { dryRunField, syncOptions, type SyncSettings } from './fields';
import type { GroupDiff } from './diff';
import { emptySource, guardRefusal, insideLoop, leftUnchanged, type Guard } from './refusals';
import {
	compareAndCreate,
	failGroup,
	failWhole,
	groupSync,
	identifiersIn,
	offenders,
	type GroupSync,
	type IfNotFoundInSync,
} from './resolve';
import { readSyncRows, type GroupRows } from './rows';
import { syncGroup } from './syncGroup';

/**
 * Plans one task per group, with all its customers. No customer may be removed because a row cannot be read: an
 * unreadable customer stops its group, and an unreadable group, which could be any group, stops them all. A dry run
 * refuses nothing: it tells what the real run would refuse, and counts whoever can be read.
 */
export async function planSync(run: Run, parameters: Parameters): Promise<Task[]> {
	const reader = new CustomerReader(parameters);
	const settings: SyncSettings = {
		dryRun: parameters.readForAll(dryRunField),
		...parameters.readForAll(syncOptions),
	};
	const ifNotFound: IfNotFoundInSync =
		reader.type === undefined ? 'refuse' : parameters.read(ifNotFoundInSyncField, 0);
	const isLooping = isInsideLoop(run.context);
	if (isLooping && !settings.dryRun) throw new Stop({ item: 0, cause: guardRefusal(insideLoop) });

	const { groups, groupless } = await readSyncRows(run, parameters, reader, settings);
	// A dry run that would stop at them says so of the groups that can be read.
	const areTold = settings.dryRun && run.stopsAtRefusal && groups.length > 0;
	if (!areTold) {
		for (const { item, cause, named } of groupless) run.fail({ item, cause, ...named });
		run.summary.refused += groupless.length;
	}
	run.endStage();

	const lookup = new CustomerLookup(run, settings.dryRun || !run.stopsAtRefusal);
	const advice = phoneNumberAdvice(run, references(groups));
	const [lost] = groupless;
	const isGoing = ({ offending }: GroupRows) => settings.dryRun || (!lost && offending.length === 0);
	await lookup.find(references(groups.filter(isGoing)));

	const isFailed = (group: GroupRows): boolean => {
		const offending = offenders(lookup, group, ifNotFound);
		if (offending.length > 0) failGroup(run, lookup, group, offending);
		else if (lost) failWhole(run, lookup, group, leftUnchanged(lost.item, 'group'));
		return offending.length > 0 || lost !== undefined;
	};
	const areCreated = ifNotFound === 'create' && settings.changes !== 'remove';
	if (settings.dryRun) {
		// Only reads: it tells whom the real run could not create.
		if (areCreated) await lookup.prepareCreation(parameters, identifiersIn(groups));
		const planned = groups.map((group) => {
			const sync = groupSync(lookup, group);
			sync.wouldRefuse.push(...whyRefused(run, lookup, group, ifNotFound, settings, sync));
			if (isLooping) sync.wouldRefuse.push(`${insideLoop.why}.`);
			if (lost)
				sync.wouldRefuse.push(
					`${messageOf(lost.cause)} (item ${lost.item}).`,
					`${leftUnchanged(lost.item, 'group').message}.`,
				);
			return sync;
		});
		return planned.map((sync) => taskOf(run, sync, settings, ifNotFound, advice));
	}
	let going = new Map<GroupRows, GroupDiff | undefined>();
	for (const group of groups) if (!isFailed(group)) going.set(group, undefined);
	run.endStage();
	if (areCreated) {
		going = await compareAndCreate(run, parameters, lookup, [...going.keys()], settings);
		for (const group of going.keys()) if (isFailed(group)) going.delete(group);
		run.endStage();
	}
	const tasks: Task[] = [];
	for (const [group, diff] of going) {
		const sync = groupSync(lookup, group);
		const guard = emptyGuard(run, sync, settings);
		if (guard) {
			failWhole(run, lookup, group, guardRefusal(guard));
			continue;
		}
		diff?.addWanted(sync.rows.flatMap(({ ids }) => ids));
		tasks.push(taskOf(run, { ...sync, diff }, settings, ifNotFound, advice));
	}
	return tasks;
}

/** Why a source without anybody is refused. Those whom DM Hub does not know are somebody. */
function emptyGuard(
	run: Run,
	{ listId, rows, unknown }: GroupSync,
	settings: SyncSettings,
): Guard | undefined {
	const isEmpty = unknown.size === 0 && rows.every(({ ids }) => ids.length === 0);
	// Where nobody is removed, an empty source does no harm.
	if (!isEmpty || settings.allowEmptySource || settings.changes === 'add') return undefined;
	return emptySource(run.describeGroup(listId));
}

/** What the real run would refuse in a group, before its members are read; sentences. */
function whyRefused(
	run: Run,
	lookup: CustomerLookup,
	group: GroupRows,
	ifNotFound: IfNotFoundInSync,
	settings: SyncSettings,
	sync: GroupSync,
): string[] {
	const offending = offenders(lookup, group, ifNotFound);
	const reasons = offending
		.slice(0, MOST_REASONS)
		.map(({ item, cause }) => `${messageOf(cause)} (item ${item}).`);
	const more = offending.length - reasons.length;
	if (more > 0) reasons.push(`And ${counted(more, 'more item', 'more items')}.`);
	const guard = offending.length > 0 ? undefined : emptyGuard(run, sync, settings);
	if (guard) reasons.push(`${guard.why}.`);
	return reasons;
}

const MOST_REASONS = 20;

function taskOf(
	run: Run,
	sync: GroupSync,
	settings: SyncSettings,
	ifNotFound: IfNotFoundInSync,
	advice: string,
): Task {
	return {
		items: sync.rows.map(({ item }) => item),
		listId: sync.listId,
		// From the resolved rows, which are held anyway: the rows as they were read may go by then.
		customerOf: customerByItem(function* () {
			for (const { item, ids } of sync.rows)
				for (const customerId of ids) yield { item, customerId, customer: sync.given.get(customerId) };
		}),
		run: () => syncGroup(run, sync, settings, ifNotFound, advice),
	};
}

function* references(groups: Iterable<GroupRows>): Generator<CustomerReference> {
	for (const { readable } of groups) for (const { customers } of readable) yield* customers;
}

/** Whether the node is part of the loop of a Loop Over Items, where it gets only some of the items at a time. */
function isInsideLoop(context: IExecuteFunctions): boolean {
	const { name } = context.getNode();
	const loops = (nodes: Array<{ name: string; type: string }>) =>
		nodes.filter(({ type }) => type.endsWith('.splitInBatches')).map((node) => node.name);
	const after = new Set(loops(context.getChildNodes(name)));
	return loops(context.getParentNodes(name)).some((loop) => after.has(loop));
}
