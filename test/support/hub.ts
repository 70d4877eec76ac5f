import { createSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';

/** One sandbox for a test file, fresh before each test. */
export function useSandbox(options: SandboxOptions = {}): () => Sandbox {
	let hub: Sandbox;
	beforeAll(async () => {
		hub = await createSandbox(options);
	});
	afterAll(async () => await hub.close());
	beforeEach(() => hub.reset());
	return () => hub;
}
