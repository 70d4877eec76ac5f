import { createSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';

/** More than any test adds to a group. A customer of whom only the id is known takes no memory. */
const CUSTOMERS = 100_000;

/** One sandbox for a test file, fresh before each test. Its customers count up from 1; anybody else is refused. */
export function useSandbox(options: SandboxOptions = {}): () => Sandbox {
	let hub: Sandbox;
	beforeAll(async () => {
		hub = await createSandbox({ customers: CUSTOMERS, ...options });
	});
	afterAll(async () => await hub.close());
	beforeEach(() => {
		hub.reset();
		// The credential hands out its last token for a few seconds, which this sandbox does not know any more.
		jest.advanceTimersByTime(60_000);
	});
	return () => hub;
}
