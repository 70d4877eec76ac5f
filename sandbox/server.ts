import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerControl } from './control';
import { Refusal, gatewayPage, json, refused, type Answer } from './http/answers';
import { deliver, send, sleep } from './http/delivery';
import type { LoggedRequest } from './http/log';
import { answerCall } from './routes';
import type { World } from './world/world';

/** Requests for the page and the control routes are neither logged nor struck by faults. */
const aside = /^\/(?:$|__sandbox\/)/;

export function serve(world: World): Server {
	// The gateway quirk decides how long a URL may be, so Node's own limit must lie far beyond.
	const server = createServer({ maxHeaderSize: 1 << 26, requestTimeout: 0 }, (incoming, response) => {
		handle(world, incoming, response).catch((error: unknown) => {
			if (response.destroyed) return;
			const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
			if (response.headersSent) response.destroy();
			else
				response.writeHead(500, { 'Content-Type': 'text/plain' }).end(`the sandbox itself failed: ${text}`);
		});
	});
	// An idle connection closed just as the client reuses it would look like a fault nobody asked for.
	server.keepAliveTimeout = 0;
	return server;
}

async function handle(world: World, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
	const counted = !aside.test(pathOf(incoming.url ?? ''));
	if (counted) {
		const { log } = world;
		log.begin();
		response.once('close', () => log.end());
	}
	const request = await read(incoming);
	const exchange = { world, request, response, answer: () => answerCall(world, request) };
	if (!counted) return send(exchange, answerControl(world, request));
	world.log.add(request);
	world.asked++;
	const stopped = stopAtGateway(world, request);
	if (stopped) return send(exchange, stopped);
	const fault = world.faults.strike(request);
	if (world.latency > 0) await sleep(world.latency);
	await deliver(exchange, fault);
}

async function read(incoming: IncomingMessage): Promise<LoggedRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	const { method = 'GET', url = '', headers } = incoming;
	const path = pathOf(url);
	return {
		method,
		path,
		url,
		query: Object.fromEntries(new URLSearchParams(url.slice(path.length))),
		headers,
		body: Buffer.concat(chunks).toString('utf8'),
		status: 0,
		at: Date.now(),
	};
}

const pathOf = (url: string) => url.split('?', 1)[0];

/** What is refused before the application has seen it, without any work done: most of it by nginx, in HTML. */
function stopAtGateway(world: World, { method, url, body }: LoggedRequest): Answer | undefined {
	const { urlCap, bodyCap, ipWhitelist } = world.quirks;
	if (world.requestLimit !== null && world.asked > world.requestLimit) return looping(world.requestLimit);
	if (ipWhitelist === '403') return gatewayPage(403);
	if (ipWhitelist === 'refusal')
		return refused(new Refusal(40164, 'invalid ip, not in whitelist'), world.quirks);
	const requestLine = Buffer.byteLength(`${method} ${url} HTTP/1.1\r\n`);
	if (urlCap !== null && requestLine > urlCap) return gatewayPage(414);
	if (bodyCap !== null && Buffer.byteLength(body) > bodyCap) return gatewayPage(413);
	return tooFast(world);
}

/** A loop under test would run until somebody noticed. */
const looping = (most: number) =>
	json(
		JSON.stringify({
			error_code: 'sandbox',
			error_description: `the sandbox was asked more than ${most} times since its last reset: is this a loop? requestLimit sets how often it may be`,
		}),
		400,
	);

function tooFast(world: World): Answer | undefined {
	const limit = world.quirks.rateLimit;
	if (!limit) return undefined;
	const now = Date.now();
	world.passed = world.passed.filter((at) => at > now - 1000);
	if (world.passed.length < limit.perSecond) {
		world.passed.push(now);
		return undefined;
	}
	const headers = limit.retryAfter === undefined ? undefined : { 'Retry-After': String(limit.retryAfter) };
	return gatewayPage(429, headers);
}
