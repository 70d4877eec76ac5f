import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal, gatewayPage, json, refused, type Answer } from './answers';
import type { Fault, FaultKind } from './faults';
import { writeExactly } from './longs';
import type { LoggedRequest } from './requestLog';
import type { World } from '../state/world';

export interface Exchange {
	world: World;
	request: LoggedRequest;
	response: ServerResponse;
	/** What the application answers. Calling it does the work. */
	answer: () => Answer;
}

export function send({ world, request, response }: Exchange, answer: Answer): void {
	request.status = answer.status;
	writeHead(world, response, answer);
	response.end(answer.body);
}

function writeHead(
	world: World,
	response: ServerResponse,
	{ status, contentType, body, headers }: Answer,
): void {
	response.writeHead(status, {
		'Content-Type': contentType,
		...(status === 204 ? {} : { 'Content-Length': Buffer.byteLength(body) }),
		Date: new Date(world.now()).toUTCString(),
		...headers,
	});
}

type Strike = (exchange: Exchange, fault: Fault, answer: Answer | undefined) => void | Promise<void>;

const breakOff: Strike = ({ response }) => void response.destroy();
const silence: Strike = ({ world, response }) => void world.hung.add(response);

/** Per kind: whether the request's work is done first, and what then goes over the wire. */
const strikes: Record<FaultKind, { work: boolean; strike: Strike }> = {
	busy: { work: false, strike: (exchange, fault) => send(exchange, busy(exchange, fault)) },
	cut: { work: false, strike: breakOff },
	lost: { work: true, strike: breakOff },
	lostHtml: { work: true, strike: (exchange, { status = 502 }) => send(exchange, gatewayPage(status)) },
	hung: { work: false, strike: silence },
	hungAfter: { work: true, strike: silence },
	slow: { work: true, strike: (exchange, _fault, answer) => answer && send(exchange, answer) },
	truncated: { work: true, strike: truncate },
	refuse: { work: false, strike: (exchange, fault) => send(exchange, literal(fault)) },
	redirect: {
		work: false,
		strike: (exchange, { location = '/' }) => send(exchange, gatewayPage(302, { Location: location })),
	},
	echoToken: { work: false, strike: (exchange, fault) => send(exchange, echo(exchange, fault)) },
	badJson: { work: true, strike: (exchange) => send(exchange, json('{"items":[{"id":1,"custom')) },
	hugeBody: {
		work: false,
		strike: (exchange, { bytes = 64 * 1024 * 1024 }) => {
			send(exchange, json(`{"items":[${' '.repeat(Math.max(0, bytes - 12))}]}`));
		},
	},
	endlessBody: { work: false, strike: endless },
	deepJson: {
		work: false,
		strike: (exchange, { depth = 100_000 }) => send(exchange, json('['.repeat(depth) + ']'.repeat(depth))),
	},
};

export async function deliver(exchange: Exchange, fault: Fault | undefined): Promise<void> {
	if (!fault) return send(exchange, exchange.answer());
	exchange.request.fault = fault.kind;
	const { work, strike } = strikes[fault.kind];
	if (fault.kind === 'slow') await sleep(fault.ms ?? 1000);
	await strike(exchange, fault, (fault.work ?? work) ? exchange.answer() : undefined);
}

function busy({ world }: Exchange, { status = 503, retryAfter, body }: Fault): Answer {
	const headers = retryAfter === undefined ? undefined : { 'Retry-After': String(retryAfter) };
	if (body !== 'json') return gatewayPage(status, headers);
	return { ...refused(new Refusal(50000, 'system is busy', status), world.quirks), headers };
}

function literal({ status = 200, body = '', contentType, headers }: Fault): Answer {
	const answer = json(typeof body === 'string' ? body : writeExactly(body), status);
	return { ...answer, contentType: contentType ?? answer.contentType, headers };
}

/** A server that quotes the request back. What it quotes must not reach a log or an item. */
function echo({ world, request }: Exchange, { status = 200, code = 40004 }: Fault): Answer {
	const secrets = [request.query.access_token, request.query.secret].filter((each) => each !== undefined);
	const forms = secrets.flatMap((each) => [
		each,
		encodeURIComponent(each),
		new URLSearchParams({ '': each }).toString().slice(1),
	]);
	return refused(new Refusal(code, `cannot handle ${forms.join(' or ')}`, status), world.quirks);
}

function truncate({ world, request, response }: Exchange, _fault: Fault, answer: Answer | undefined): void {
	const whole = answer ?? json('{"items":[]}');
	const bytes = Buffer.from(whole.body);
	request.status = whole.status;
	writeHead(world, response, whole);
	response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
	if (bytes.length < 2) response.destroy();
}

async function endless({ request, response }: Exchange): Promise<void> {
	request.status = 200;
	response.writeHead(200, { 'Content-Type': 'application/json;charset=UTF-8' });
	response.write('{"items":[');
	const chunk = '{"id":1,"customerId":1,"listId":1},'.repeat(500);
	while (!response.destroyed) {
		// The reader sets the pace; a full buffer waits for it.
		response.write(chunk);
		await sleep(1);
		while (response.writableNeedDrain && !response.destroyed) await sleep(1);
	}
}
