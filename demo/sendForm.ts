import { Failure } from '../harness/children';
import type { SandboxControl } from '../harness/sandboxControl';
import { until } from '../harness/waiting';

/** Somebody whom the sandbox knows, and somebody whom it does not. */
const visitors = [
	{ name: '赵敏', phone: '186 0018 6000' },
	{ name: '周杰', phone: '+86 136 0013 6000' },
];
const group = '金卡会员';

interface SentForm {
	name: string;
	phone: string;
	customerId: string;
	isNew: boolean;
}

/** Sends the example's form as its visitors' browsers would, and believes it only where the sandbox holds what it says. */
export async function sendForms(formUrl: string, sandbox: SandboxControl): Promise<SentForm[]> {
	const outcomes: SentForm[] = [];
	for (const { name, phone } of visitors) {
		const mobile = phone.replace('+86', '').replaceAll(' ', '');
		const known = await sandbox.customersWithMobile(mobile);
		const body = new FormData();
		for (const [at, text] of [name, phone].entries()) body.append(`field-${at}`, text);
		const answer = await fetch(formUrl, { method: 'POST', body });
		if (!answer.ok) throw new Failure(`The form answered HTTP ${answer.status}.`);
		outcomes.push({ name, phone, customerId: await joined(sandbox, mobile), isNew: known.length === 0 });
	}
	return outcomes;
}

/** Waits until whoever has the number is a member. @returns their customer id */
async function joined(sandbox: SandboxControl, mobile: string): Promise<string> {
	const { id } = await sandbox.groupNamed(group);
	return await until(
		async () => {
			const [customer, ...others] = await sandbox.customersWithMobile(mobile);
			if (others.length > 0) throw new Failure(`There are several customers with the number ${mobile}.`);
			return customer && (await sandbox.customersIn(id)).includes(customer.id) && customer.id;
		},
		{ seconds: 30, otherwise: () => `${mobile} sent the form and was not in ${group} after 30 s.` },
	);
}

export function describeForms(outcomes: SentForm[]): void {
	console.table(
		outcomes.map(({ name, phone, customerId, isNew }) => ({
			form: name,
			phone,
			result: `${isNew ? 'created as' : 'found as'} customer ${customerId}, and in ${group}`,
		})),
	);
}
