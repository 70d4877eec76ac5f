import type { Answer } from '../http/answers';
import type { LoggedRequest } from '../http/log';
import { readLong } from '../http/longs';
import { customersWithMobile } from '../world/customers';
import { putCustomer, seedMembers } from '../world/seeds';
import type { Group } from '../world/store';
import type { World } from '../world/world';
import { style } from './style';
import { customerTable, escaped, groupTable, memberTable, messageList, requestTable } from './tables';

const html = (body: string, status = 200): Answer => ({
	status,
	contentType: 'text/html;charset=utf-8',
	body,
});

/** The page at `/`: what the sandbox holds, what has just been asked of it, and with `?add` two forms to add to it. */
export function answerPage(world: World, { method, query, body }: LoggedRequest): Answer {
	if (method !== 'POST') return html(page(world, query));
	const form = Object.fromEntries(new URLSearchParams(body));
	const group = chosenGroup(world, form);
	try {
		if (form.add === 'customer') addCustomer(world, form);
		else addMember(world, group, form);
	} catch (error) {
		return html(page(world, { ...form, add: '' }, (error as Error).message), 400);
	}
	const location = group ? `/?group=${group.id}` : '/';
	return { ...html('', 303), headers: { Location: location } };
}

type Form = Record<string, string>;

const chosenGroup = ({ store }: World, { group }: Form): Group | undefined =>
	store.groups.get(readLong(group ?? '') ?? -1n) ?? [...store.groups.values()][0];

/** As an import does it: nobody looks for others with the same number. */
function addCustomer(world: World, { name, mobile, email }: Form): void {
	const given = Object.entries({ name, mobile, email }).filter(([, value]) => value?.trim());
	if (given.length === 0) throw new Error('A customer needs a name, a mobile number or an email.');
	putCustomer(world, Object.fromEntries(given.map(([field, value]) => [field, value.trim()])));
}

function addMember(world: World, group: Group | undefined, { customer = '' }: Form): void {
	const { customers } = world.store;
	if (!group) throw new Error('There is no group yet.');
	const id = readLong(customer.trim());
	const found =
		id !== undefined && customers.ids.has(id) ? [id] : customersWithMobile(world, customer.trim());
	if (found.length === 0) throw new Error(`There is no customer with the ID or mobile number “${customer}”.`);
	if (found.length > 1) throw new Error(`Several customers have that mobile number: ${found.join(', ')}.`);
	seedMembers(world, group, [String(found[0])]);
}

function page(world: World, query: Form, problem?: string): string {
	const groups = [...world.store.groups.values()];
	const chosen = chosenGroup(world, query);
	const adds = query.add !== undefined;
	// What somebody is typing would be lost when the page is loaded again.
	const refresh = adds ? '' : '<meta http-equiv="refresh" content="2">';
	// Where no icon is named, a browser asks for one, and that would stand among the requests.
	return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">${refresh}
<meta name="viewport" content="width=device-width"><title>DM Hub in a box</title><link rel="icon" href="data:,"><style>${style}</style></head><body>
<header><h1>DM Hub <small>in a box</small></h1><p>客户群组 sandbox · ${groups.length} groups · ${world.store.customers.ids.size.toLocaleString('en')} customers · ${world.log.requests.length} requests</p>
${adds ? '' : `<a class="button" href="/?add&amp;group=${chosen?.id ?? ''}">添加 Add</a>`}</header>
<main>${adds ? forms(chosen, query, problem) : ''}
<section><h2>客户群组 <small>Groups</small></h2>${groupTable(groups, chosen)}</section>
<section>${chosen ? memberTable(world, chosen, readLong(query.before ?? '')) : '<p class="none">No group yet</p>'}</section>
<section>${customerTable(world)}</section>
<section><h2>请求 <small>Recent requests</small></h2>${requestTable(world)}</section>
<section><h2>消息 <small>Messages sent</small></h2>${messageList(world)}</section>
</main></body></html>`;
}

function forms(group: Group | undefined, given: Form, problem?: string): string {
	const field = (name: string, label: string) =>
		`<label>${label}<input name="${name}" value="${escaped(given[name] ?? '')}"></label>`;
	const form = (add: string, title: string, fields: string[]) =>
		`<section><h2>${title}</h2><form method="post" action="/"><input type="hidden" name="add" value="${add}">
<input type="hidden" name="group" value="${group?.id ?? ''}">${fields.join('')}<button>添加 Add</button></form></section>`;
	const back = `<a href="/?group=${group?.id ?? ''}">← back</a>`;
	const joining = group
		? form('member', `添加成员 <small>Add a member to ${escaped(group.name)}</small>`, [
				field('customer', '客户 ID 或手机号 <small>Customer ID or mobile number</small>'),
			])
		: '';
	return `<p class="wide">${back}${problem === undefined ? '' : ` <span class="bad">${escaped(problem)}</span>`}</p>
${form('customer', '添加客户 <small>Add a customer</small>', [
	field('name', '姓名 <small>Name</small>'),
	field('mobile', '手机号 <small>Mobile number</small>'),
	field('email', '邮箱 <small>Email</small>'),
])}${joining}`;
}
