import { textOf } from './customer';
import type { World } from './world';
import type { Quirks } from '../switches';

const national = /^1\d{10}$/;
const global = /^\+86 (1\d{10})$/;

/** Mobile numbers are remembered in the national form; with global numbers nobody outside sees that. */
export const shownMobile = (mobile: string, { globalNumbers }: Quirks): string =>
	globalNumbers && national.test(mobile) ? `+86 ${mobile}` : mobile;

/** The form to remember; undefined where a server with global numbers refuses it. */
export function storedMobile(mobile: string, { globalNumbers, globalWrites }: Quirks): string | undefined {
	if (!globalNumbers) return mobile;
	if (national.test(mobile)) return globalWrites === 'completed' ? mobile : undefined;
	return global.exec(mobile)?.[1] ?? mobile;
}

/** Ids, ascending, whose number is shown in just this form. */
export function customersWithMobile({ store, quirks }: World, mobile: string): bigint[] {
	if (!quirks.globalNumbers) return store.customers.withMobile(mobile);
	if (national.test(mobile)) return [];
	const [, digits] = global.exec(mobile) ?? [];
	const ids = [mobile, ...(digits === undefined ? [] : [digits])].flatMap((each) =>
		store.customers.withMobile(each),
	);
	return ids.sort((a, b) => (a < b ? -1 : 1));
}

/** Ids, ascending. */
export function customersWithEmail({ store: { customers }, quirks }: World, email: string): bigint[] {
	const ids = customers.withEmail(email);
	if (quirks.emailMatching === 'ignoreCase') return ids;
	return ids.filter((id) => {
		const customer = customers.get(id);
		return customer !== undefined && textOf(customer, 'email') === email;
	});
}
