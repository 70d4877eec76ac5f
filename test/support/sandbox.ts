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

/** What the sandbox was asked, oldest first: `POST /v1/lists {"name":"金卡会员"}`, without the token that every request carries. */
export const requestLines = (hub: Sandbox): string[] =>
	hub.requests.map(({ method, url, body }) => {
		const target = url.replace(/[?&]access_token=[^&]*$/, '');
		return `${method} ${decodeURIComponent(target)}${body ? ` ${body}` : ''}`;
	});

/** The requests that change something. */
export const writes = (hub: Sandbox): string[] =>
	requestLines(hub).filter((line) => !line.startsWith('GET '));

/** What the sandbox was asked at one path: all requests, also those that a fault struck. */
export const asked = (hub: Sandbox, path: string, method?: string) =>
	hub.requests.filter(
		(request) => request.path === path && (method === undefined || request.method === method),
	);
