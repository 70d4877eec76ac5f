import type { INodeParameters } from 'n8n-workflow';
import { byId, member } from '../../support/parameters';
import type { useSandbox } from '../../support/sandbox';

/** What all tests of Copy to Group set up and ask for. */
export const copying = (hub: ReturnType<typeof useSandbox>) => ({
	/** A group with these customers. */
	groupOf(name: string, ...customers: number[]) {
		const { id } = hub().addGroup({ name });
		hub().addMembers(id, customers);
		return id;
	},
	inGroup: (id: string) => [...hub().customersIn(id)].map(Number).sort((a, b) => a - b),
	copy: (from: string, to: string, more: INodeParameters = {}) =>
		member('copy', byId(from), { toGroup: byId(to), ...more }),
});
