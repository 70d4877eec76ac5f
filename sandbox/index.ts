import type { AddressInfo } from 'node:net';
import { Sandbox } from './sandbox';
import { serve } from './server';
import { World, type SandboxOptions } from './state/world';

export type { CustomerState } from './state/customerState';
export type { NewCustomer } from './state/newCustomer';
export { madeCustomer } from './state/madeCustomer';
export type { GroupState, MembershipState } from './state/contents';
export {
	FAULT_KINDS,
	type EchoForm,
	type Fault,
	type FaultKind,
	type Faults,
	type Match,
} from './wire/faults';
export { parseExactly, type LongLike } from './wire/longs';
export { customerFilters, type Quirks } from './switches';
export type { LoggedRequest } from './wire/requestLog';
export type { Sandbox } from './sandbox';
export type { Seed, SeedGroup } from './state/seeds';
export type { App } from './state/tokens';
export type { SandboxOptions } from './state/world';

/** Starts a DM Hub of one's own on 127.0.0.1, empty. Close it, or the process stays alive. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const world = new World(options);
	const server = serve(world);
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, '127.0.0.1', resolve);
	});
	const close = () =>
		new Promise<void>((resolve) => {
			server.close(() => resolve());
			// Also those a fault left hanging.
			server.closeAllConnections();
		});
	return new Sandbox(world, (server.address() as AddressInfo).port, close);
}
