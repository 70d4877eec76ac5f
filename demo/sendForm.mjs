import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../harness/children.mjs';
import { table } from './table.mjs';

/** Somebody whom the sandbox knows, and somebody whom it does not. */
const visitors = [
	{ name: '赵敏', phone: '186 0018 6000' },
	{ name: '周杰', phone: '+86 136 0013 6000' },
];
const group = '金卡会员';
const patienceSeconds = 30;

/**
 * Sends the example's form as its visitors' browsers would, and believes it only where the sandbox holds what it says.
 *
 * @returns {Promise<{ name: string, phone: string, customerId: string, isNew: boolean }[]>}
 */
export async function sendForms(formUrl, sandbox) {
	const outcomes = [];
	for (const { name, phone } of visitors) {
		const mobile = phone.replace('+86', '').replaceAll(' ', '');
		const known = await sandbox.ask(`customers?mobile=${mobile}`);
		const body = new FormData();
		for (const [at, text] of [name, phone].entries()) body.append(`field-${at}`, text);
		const answer = await fetch(formUrl, { method: 'POST', body });
		if (!answer.ok) throw new Failure(`The form answered HTTP ${answer.status}.`);
		outcomes.push({ name, phone, customerId: await joined(sandbox, mobile), isNew: known.length === 0 });
	}
	return outcomes;
}

async function joined(sandbox, mobile) {
	const [{ id }] = await sandbox.groupsNamed(group);
	for (const end = Date.now() + patienceSeconds * 1000; ; await sleep(200)) {
		const [customer, ...others] = await sandbox.ask(`customers?mobile=${mobile}`);
		if (others.length > 0) throw new Failure(`There are several customers with the number ${mobile}.`);
		if (customer && (await sandbox.customersIn(id)).includes(String(customer.id))) return String(customer.id);
		if (Date.now() > end)
			throw new Failure(`${mobile} sent the form and was not in ${group} after ${patienceSeconds} s.`);
	}
}

export const describeForms = (outcomes) =>
	table(
		['Form', 'Phone', 'Result'],
		outcomes.map(({ name, phone, customerId, isNew }) => [
			name,
			phone,
			`${isNew ? 'created as' : 'found as'} customer ${customerId}, and in ${group}`,
		]),
	);
