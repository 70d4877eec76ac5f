import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerCall } from './routes';
import { answerControl } from './routes/control';
import type { World } from './state/world';
import { json } from './wire/answers';
import { deliver, send } from './wire/delivery';
import { stopAtGateway } from './wire/gateway';
import type { LoggedRequest } from './wire/requestLog';
import { sleep } from './wire/sleep';

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
	const { requestLimit } = world;
	if (requestLimit !== null && world.asked > requestLimit) return send(exchange, tooOften(requestLimit));
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

/** A loop under test would run until somebody noticed. */
const tooOften = (most: number) =>
	json(
		JSON.stringify({
			error_code: 'sandbox',
			error_description: `the sandbox was asked more than ${most} times since its last reset: is this a loop? requestLimit sets how often it may be`,
		}),
		400,
	);
