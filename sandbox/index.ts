import type { AddressInfo } from 'node:net';
import { Sandbox } from './handle';
import { serve } from './server';
import { World, type SandboxOptions } from './world/world';

export type { GroupState, MembershipState, Sandbox } from './handle';
export {
	FAULT_KINDS,
	type EchoForm,
	type Fault,
	type FaultKind,
	type Faults,
	type Match,
} from './http/faults';
export type { LoggedRequest } from './http/log';
export { parseExactly, type LongLike } from './http/longs';
export { customerFilters, type Quirks } from './switches';
export type { CustomerState } from './world/customer';
export { madeCustomer } from './world/madeCustomer';
export type { NewCustomer, Seed, SeedGroup } from './world/seeds';
export type { App, SandboxOptions } from './world/world';

/** Starts an empty, private DM Hub on 127.0.0.1. Close it, or the process stays alive. */
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
