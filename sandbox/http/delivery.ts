import type { ServerResponse } from 'node:http';
import { Refusal, gatewayPage, json, refused, type Answer } from './answers';
import { faultKinds, type EchoForm, type Fault, type FaultKind } from './faults';
import { writeExactly } from './longs';
import type { LoggedRequest } from './log';
import type { Quirks } from '../switches';

/** By the global timer, unlike the one of node:timers/promises: a test that drives time drives this too. */
export const sleep = async (ms: number): Promise<void> =>
	await new Promise((resolve) => void setTimeout(resolve, ms));

/** What the wire must know of the server behind it. */
interface Behind {
	/** Its clock, ms. */
	now(): number;
	/** Answers that are never given, until somebody cuts them. */
	readonly hung: Set<{ destroy(): void }>;
	readonly quirks: Quirks;
}

export interface Exchange {
	world: Behind;
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
	world: Behind,
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

/** What goes over the wire; faultKinds says whether the work is done first. */
const strikes: Record<FaultKind, Strike> = {
	busy: (exchange, fault) => send(exchange, busy(exchange, fault)),
	cut: breakOff,
	lost: breakOff,
	lostHtml: (exchange, { status = 502 }) => send(exchange, gatewayPage(status)),
	hung: silence,
	hungAfter: silence,
	slow: (exchange, _fault, answer) => answer && send(exchange, answer),
	truncated: truncate,
	refuse: (exchange, fault) => send(exchange, literal(fault)),
	redirect: (exchange, { location = '/' }) => send(exchange, gatewayPage(302, { Location: location })),
	echoToken: (exchange, fault) => send(exchange, echo(exchange, fault)),
	badJson: (exchange) => send(exchange, json('{"items":[{"id":1,"custom')),
	hugeBody: (exchange, { bytes = 64 * 1024 * 1024 }) =>
		send(exchange, json(`{"items":[${' '.repeat(Math.max(0, bytes - 12))}]}`)),
	endlessBody: endless,
	deepJson: (exchange, { depth = 100_000 }) => send(exchange, json('['.repeat(depth) + ']'.repeat(depth))),
};

export async function deliver(exchange: Exchange, fault: Fault | undefined): Promise<void> {
	if (!fault) return send(exchange, exchange.answer());
	exchange.request.fault = fault.kind;
	const { work } = faultKinds[fault.kind];
	if (fault.kind === 'slow') await sleep(fault.ms ?? 1000);
	await strikes[fault.kind](exchange, fault, (fault.work ?? work) ? exchange.answer() : undefined);
}

/** Nothing at all, or the headers and the first bytes of what the application has answered. */
function silence({ world, request, response }: Exchange, { bytes }: Fault, answer: Answer | undefined): void {
	world.hung.add(response);
	if (bytes === undefined) return;
	const whole = answer?.body.length ? answer : json('{"items":[]}');
	request.status = whole.status;
	writeHead(world, response, whole);
	response.flushHeaders();
	if (bytes > 0) response.write(Buffer.from(whole.body).subarray(0, bytes));
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
function echo({ world, request }: Exchange, fault: Fault): Answer {
	const { status = 200, code = 40004, where = 'words', forms = ['plain', 'percent', 'form'] } = fault;
	const secrets = [request.query.access_token, request.query.secret].filter((each) => each !== undefined);
	const echoed = secrets.flatMap((secret) => forms.map((form) => written[form](secret))).join(' or ');
	const words = where === 'code' ? 'cannot handle this' : `cannot handle ${echoed}`;
	return refused(new Refusal(where === 'words' ? code : echoed, words, status), world.quirks);
}

const escaped = (shape: (hex: string, decimal: number) => string) => (secret: string) =>
	secret.replace(/[^A-Za-z0-9]/g, (character) => {
		const code = character.charCodeAt(0);
		return shape(code.toString(16), code);
	});

const written: Record<EchoForm, (secret: string) => string> = {
	plain: (secret) => secret,
	percent: encodeURIComponent,
	form: (secret) => new URLSearchParams({ '': secret }).toString().slice(1),
	twice: (secret) => encodeURIComponent(encodeURIComponent(secret)),
	hex: escaped((hex) => `&#x${hex};`),
	padded: escaped((hex) => `&#X${hex.toUpperCase().padStart(6, '0')};`),
	decimal: escaped((_hex, decimal) => `&#${decimal};`),
	json: escaped((hex) => `\\u${hex.padStart(4, '0')}`),
};

function truncate({ world, request, response }: Exchange, _fault: Fault, answer: Answer | undefined): void {
	const whole = answer ?? json('{"items":[]}');
	const bytes = Buffer.from(whole.body);
	request.status = whole.status;
	writeHead(world, response, whole);
	response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
	if (bytes.length < 2) response.destroy();
}

async function endless({ request, response }: Exchange, { ms }: Fault): Promise<void> {
	request.status = 200;
	response.writeHead(200, { 'Content-Type': 'application/json;charset=UTF-8' });
	response.write('{"items":[');
	const chunk = ms === undefined ? '{"id":1,"customerId":1,"listId":1},'.repeat(500) : ' ';
	while (!response.destroyed) {
		// The reader sets the pace; a full buffer waits for it.
		response.write(chunk);
		await sleep(ms ?? 1);
		while (response.writableNeedDrain && !response.destroyed) await sleep(1);
	}
}
