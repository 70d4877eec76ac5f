import { createSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';

/** One sandbox for a test file, fresh before each test. Any id may be added to a group, unless the options say otherwise. */
export function useSandbox(options: SandboxOptions = {}): () => Sandbox {
	let hub: Sandbox;
	beforeAll(async () => {
		hub = await createSandbox({ ...options, quirks: { anyCustomer: true, ...options.quirks } });
	});
	afterAll(async () => await hub.close());
	beforeEach(() => {
		hub.reset();
		// The credential hands out its last token for a few seconds, which this sandbox does not know any more.
		jest.advanceTimersByTime(60_000);
	});
	return () => hub;
}
