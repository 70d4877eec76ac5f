import { createGroup } from '../../../api/endpoints';
import { Refusal } from '../../../api/errors';
import { settle } from '../../../api/result';
import type { Group } from '../../../api/types';
import { notice, optionsField, textField, type Field } from '../../../editor/fields';
import { InvalidParameter } from '../../../editor/invalidParameter';
import { perItem } from '../../people/perItem';
import type { Run } from '../../run/run';
import { listed, severalNamed } from '../../../api/reading/whichGroup';
import { createdSince } from '../../groups/lostCreate';
import { options } from '../../../editor/options';
import type { Request } from '../../../api/request';

const LONGEST_NAME = 255;

const nameText = textField({
	displayName: 'Name',
	name: 'name',
	required: true,
	placeholder: 'e.g. 金卡会员',
	description: 'Name of the group, at most 255 characters',
});

const name: Field<string> = {
	property: nameText.property,
	read: (raw) => {
		const text = nameText.read(raw);
		if (text === '')
			throw new InvalidParameter('Name is empty', 'Enter the name of the new group.', { isMissing: true });
		if (text.length > LONGEST_NAME)
			throw new InvalidParameter(
				`Name has ${text.length} characters; the limit is ${LONGEST_NAME}`,
				'Shorten it.',
			);
		return text;
	},
};

const ifNameExists = optionsField(
	{
		displayName: 'If Name Exists',
		name: 'ifNameExists',
		default: 'create',
		description:
			'What to do if a group with that name exists. DM Hub allows several groups with the same name.',
	},
	[
		{ name: 'Create Another Group', value: 'create', description: 'The new group gets the same name' },
		{ name: 'Stop', value: 'stop', description: 'Nothing is created, and the item fails' },
		{ name: 'Use Existing', value: 'useExisting', description: 'Return the existing group' },
	],
);

export const create = perItem({
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create an empty group with a name',
		description: 'Create an empty group',
	},
	fields: {
		name,
		ifNameExists,
		notice: notice(
			'createNotice',
			'DM Hub allows duplicate names. If <b>Retry On Fail</b> is on in this node’s settings, choose <i>Use Existing</i>: n8n repeats the whole node, and groups would be created twice.',
		),
		options: options.ofEveryRequest,
	},
	counted: { noun: 'groups', verb: 'created' },
	// The next item must find a group that this one creates, and two lost answers at once could not be told apart.
	oneAfterAnother: true,
	async *run(run, { params: { name, ifNameExists } }) {
		if (ifNameExists === 'create') return yield [{ ...(await createOne(run, name)) }];
		const existing = await run.groups.named(name);
		if (existing.length > 0 && ifNameExists === 'stop') throw exists(name, existing);
		if (existing.length > 1) throw severalNamed(name, existing);
		// It may still show: a second create is never sent.
		const doubt = run.notKnown.get(name);
		if (existing.length === 0 && doubt) throw doubt;
		const created = existing.length === 0;
		const group = existing[0] ?? (await createOne(run, name));
		yield [ifNameExists === 'useExisting' ? { ...group, created } : { ...group }];
	},
});

async function createOne(run: Run, name: string): Promise<Group> {
	const sent = await settle(sendOnce(run, name, createGroup(name)));
	if (sent instanceof Refusal) {
		// The next item of this name has to look whether there is one by now.
		if (sent.work !== 'undone') {
			run.groups.forget();
			run.notKnown.set(name, sent);
		}
		throw sent;
	}
	const group = sent;
	run.created.add(String(group.id));
	await run.groups.remember(group);
	return group;
}

/** A second create is never sent where the first may have been done. */
async function sendOnce(run: Run, name: string, request: Request<Group>): Promise<Group> {
	const waiting = run.waiting();
	for (;;) {
		const askedAt = Date.now();
		const outcome = await settle(run.send(request));
		if (!(outcome instanceof Refusal)) return outcome;
		const refusal = outcome;
		if (refusal.work === 'undone') throw refusal;
		const waited = await settle(waiting.after(refusal));
		const found = await settle(createdSince(run, name, askedAt));
		if (!(found instanceof Refusal) && found.length === 1) return found[0];
		if (!(found instanceof Refusal) && found.length > 1) throw notKnownWhich(name, found, refusal);
		// The server was too busy to take the request, and the look agrees that it was not done.
		const surelyUndone = refusal.work === 'doubtful' && !(found instanceof Refusal) && found.length === 0;
		if (!surelyUndone) throw notKnown(name, refusal);
		if (waited instanceof Refusal) throw waited;
	}
}

function exists(name: string, groups: Group[]): Refusal {
	return new Refusal({
		kind: 'refused',
		work: 'undone',
		message: `A group named “${name}” already exists`,
		description: `Its ID is ${groups.map(({ id }) => id).join(', ')}. Choose another name, or set “If Name Exists” to “Use Existing”.`,
	});
}

/** Another group was created in the same second, so dates cannot tell them apart. */
function notKnownWhich(name: string, groups: Group[], refusal: Refusal): Refusal {
	return refusal.with({
		message: `It is not known which group named “${name}” is the new one. ${refusal.message}`,
		description: `The answer was lost, and these groups were created at that time: ${listed(groups)}. Select one of them by its ID, and delete the others if nothing uses them.`,
	});
}

function notKnown(name: string, refusal: Refusal): Refusal {
	return refusal.with({
		message: `It is not known whether “${name}” was created; run again with “Use Existing”. ${refusal.message}`,
		description:
			'The answer was lost, and no new group of that name can be seen yet. Wait a moment, then run again with “If Name Exists” set to “Use Existing”: it uses the group if there is one by then.',
	});
}
