import { wireDate } from '../http/dates';
import { displayName, shownMobile, textOf } from '../world/customer';
import type { Group } from '../world/store';
import type { World } from '../world/world';

const membersShown = 20;
const customersShown = 20;
const groupsShown = 200;

export function groupTable(groups: Group[], chosen: Group | undefined): string {
	const rows = groups.slice(0, groupsShown).map(
		({ id, name, dateCreated, size }) => `<tr${id === chosen?.id ? ' class="chosen"' : ''}>
<td><a href="/?group=${id}">${escaped(name)}</a></td><td class="number">${id}</td><td>${wireDate(dateCreated)}</td>
<td class="number">${size.toLocaleString('en')}</td></tr>`,
	);
	const more = groups.length > groupsShown ? `<p>and ${groups.length - groupsShown} more</p>` : '';
	return table(['Name', 'ID', 'Created', 'Members'], rows) + more;
}

export function memberTable(world: World, group: Group, before: bigint | undefined): string {
	const { store } = world;
	const rows: number[] = [];
	for (const row of group.index.by('id').beyond(before, true)) if (rows.push(row) === membersShown) break;
	const cells = rows.map(
		(row) => `<tr><td>${nameOf(world, store.table.customerId(row))}</td>
<td class="number">${store.table.customerId(row)}</td><td class="number">${store.table.id(row)}</td>
<td>${wireDate(store.table.dateCreated(row))}</td></tr>`,
	);
	const last = rows.at(-1);
	const older =
		rows.length === membersShown && last !== undefined
			? `<a href="/?group=${group.id}&amp;before=${store.table.id(last)}">older →</a>`
			: '';
	const newest = before === undefined ? '' : `<a href="/?group=${group.id}">← newest</a> `;
	return `<h2>${escaped(group.name)} <small>Members, newest first</small></h2>
${table(['Name', 'Customer', 'Membership', 'Joined'], cells)}<nav>${newest}${older}</nav>`;
}

export function requestTable({ log }: World): string {
	const rows = log.requests
		.slice(-15)
		.reverse()
		.map(
			({
				at,
				method,
				path,
				query,
				status,
				fault,
			}) => `<tr><td>${new Date(at).toISOString().slice(11, 19)}</td>
<td><b class="${escaped(method)}">${escaped(method)}</b> ${escaped(path)} <i>${escaped(shown(query))}</i></td>
<td class="number${status >= 400 || status === 0 ? ' bad' : ''}">${status || '–'}${fault ? ` ${escaped(fault)}` : ''}</td></tr>`,
		);
	return table(['At', 'Request', 'Status'], rows);
}

/** Without what a screenshot must not show. */
function shown(query: Record<string, string>): string {
	const fields = Object.entries(query).filter(([name]) => name !== 'access_token' && name !== 'secret');
	const text = fields.map(([name, value]) => `${name}=${value}`).join(' ');
	return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

export function messageList({ messages }: World): string {
	if (messages.length === 0) return '<p class="none">None yet</p>';
	const newest = messages.slice(-8).reverse();
	return newest
		.map(
			({ at, body }) =>
				`<pre><time>${new Date(at).toISOString().slice(11, 19)}</time> ${escaped(body)}</pre>`,
		)
		.join('');
}

/** Those written last are on top: whoever has just been created or changed. */
export function customerTable(world: World): string {
	const { customers } = world.store;
	const rows = [...customers.lastWritten(customersShown)].map((id) => {
		const customer = customers.get(id);
		const mobile = customer && textOf(customer, 'mobile');
		return `<tr><td>${nameOf(world, id)}</td><td class="number">${mobile ? escaped(shownMobile(mobile, world.quirks)) : '–'}</td>
<td>${escaped((customer && textOf(customer, 'email')) ?? '–')}</td><td class="number">${id}</td></tr>`;
	});
	const hidden = customers.ids.size - rows.length;
	return `<h2>客户 <small>Customers, last written first</small></h2>
${table(['Name', 'Mobile', 'Email', 'ID'], rows)}${hidden > 0 ? `<p>and ${hidden.toLocaleString('en')} more</p>` : ''}`;
}

/** A dash for whoever is gone, or was never a customer (quirk anyCustomer). */
function nameOf({ store }: World, id: bigint): string {
	const customer = store.customers.get(id);
	return escaped((customer && displayName(customer)) ?? '–');
}

const table = (heads: string[], rows: string[]) =>
	`<table><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr>${rows.join('')}</table>`;

export function escaped(text: string): string {
	const entities: Record<string, string> = {
		'&': '&amp;',
		'<': '&lt;',
		'>': '&gt;',
		'"': '&quot;',
		"'": '&#39;',
	};
	return text.replace(/[&<>"']/g, (character) => entities[character]);
}
