import { shownMobile } from '../state/contacts';
import { displayName, textOf } from '../state/customer';
import type { World } from '../state/world';
import { escaped, table } from './html';

const customersShown = 20;

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
export function nameOf({ store }: World, id: bigint): string {
	const customer = store.customers.get(id);
	return escaped((customer && displayName(customer)) ?? '–');
}
