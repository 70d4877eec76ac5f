import { wireDate } from '../wire/dates';
import type { Group } from '../state/group';
import { readLong } from '../wire/longs';
import { customerTable, nameOf } from './customers';
import { escaped, table } from './html';
import { style } from './style';
import type { World } from '../state/world';

const membersShown = 20;
const groupsShown = 200;

/** The page at `/`: what the sandbox holds and what has just been asked of it. */
export function page(world: World, query: Record<string, string>): string {
	const groups = [...world.store.groups.values()];
	const chosen = world.store.groups.get(readLong(query.group ?? '') ?? -1n) ?? groups[0];
	const before = readLong(query.before ?? '');
	return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width"><title>DM Hub in a box</title><style>${style}</style></head><body>
<header><h1>DM Hub <small>in a box</small></h1><p>客户群组 sandbox · ${groups.length} groups · ${world.store.customers.ids.size.toLocaleString('en')} customers · ${world.log.requests.length} requests</p></header>
<main>
<section><h2>客户群组 <small>Groups</small></h2>${groupTable(groups, chosen)}</section>
<section>${chosen ? memberTable(world, chosen, before) : '<p class="none">No group yet</p>'}</section>
<section>${customerTable(world)}</section>
<section><h2>请求 <small>Recent requests</small></h2>${requestTable(world)}</section>
<section><h2>消息 <small>Messages sent</small></h2>${messageList(world)}</section>
</main></body></html>`;
}

function groupTable(groups: Group[], chosen: Group | undefined): string {
	const rows = groups.slice(0, groupsShown).map(
		({ id, name, dateCreated, size }) => `<tr${id === chosen?.id ? ' class="chosen"' : ''}>
<td><a href="/?group=${id}">${escaped(name)}</a></td><td class="number">${id}</td><td>${wireDate(dateCreated)}</td>
<td class="number">${size.toLocaleString('en')}</td></tr>`,
	);
	const more = groups.length > groupsShown ? `<p>and ${groups.length - groupsShown} more</p>` : '';
	return table(['Name', 'ID', 'Created', 'Members'], rows) + more;
}

function memberTable(world: World, group: Group, before: bigint | undefined): string {
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

function requestTable({ log }: World): string {
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

function messageList({ messages }: World): string {
	if (messages.length === 0) return '<p class="none">None yet</p>';
	const newest = messages.slice(-8).reverse();
	return newest
		.map(
			({ at, body }) =>
				`<pre><time>${new Date(at).toISOString().slice(11, 19)}</time> ${escaped(body)}</pre>`,
		)
		.join('');
}
