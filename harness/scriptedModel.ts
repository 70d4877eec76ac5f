import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Message {
	role: string;
	content?: string | null;
}

/** What the model is told of a tool. */
export interface Tool {
	function: { name: string; parameters: { properties: { [name: string]: { properties?: object } } } };
}

export type Turn = { say: string } | { call: string; with: object };

export interface ScriptedModel {
	url: string;
	requests: { messages: Message[]; tools: Tool[] }[];
	/** Whatever `answer` threw. */
	failures: unknown[];
	stop(): Promise<void>;
}

const model = 'scripted';

/**
 * A service that speaks like OpenAI, for n8n's node *OpenAI Chat Model*. Its model is a function: what it says or calls
 * next follows from the conversation it is sent, with the real answers of the tools in it.
 *
 * @param options whatever `answer` throws is refused as a bad request, which n8n does not repeat, and kept in `failures`
 */
export async function startScriptedModel({
	port,
	answer,
}: {
	port: number;
	answer: (messages: Message[], tools: Tool[]) => Turn;
}): Promise<ScriptedModel> {
	const requests: ScriptedModel['requests'] = [];
	const failures: unknown[] = [];
	const server = createServer(async (request, response) => {
		const send = (status: number, body: object) =>
			response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
		const asked = `${request.method} ${new URL(request.url ?? '/', 'http://127.0.0.1').pathname}`;
		// n8n tests the credential with this.
		if (asked === 'GET /v1/models')
			return send(200, { object: 'list', data: [{ id: model, object: 'model' }] });
		if (asked !== 'POST /v1/chat/completions') return send(404, { error: { message: `No ${asked} here` } });
		try {
			const {
				messages,
				tools = [],
				stream,
			} = JSON.parse(await text(request)) as { messages: Message[]; tools?: Tool[]; stream?: boolean };
			requests.push({ messages, tools });
			const turn = answer(messages, tools);
			if (stream) return sendStream(response, turn, requests.length);
			send(200, completion(turn, requests.length));
		} catch (error) {
			failures.push(error);
			send(400, { error: { message: (error as Error).message, type: 'invalid_request_error' } });
		}
	});
	await new Promise<void>((resolve, reject) =>
		server.once('error', reject).listen(port, '127.0.0.1', resolve),
	);
	return {
		url: `http://127.0.0.1:${port}`,
		requests,
		failures,
		stop: () =>
			new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
const head = (object: string, number: number) => ({ id: `chatcmpl-${number}`, object, created: 0, model });
const reasonOf = (turn: Turn) => ('call' in turn ? 'tool_calls' : 'stop');

function messageOf(turn: Turn, number: number): object {
	if ('say' in turn) return { role: 'assistant', content: turn.say };
	const call = { name: turn.call, arguments: JSON.stringify(turn.with) };
	return {
		role: 'assistant',
		content: null,
		tool_calls: [{ index: 0, id: `call_${number}`, type: 'function', function: call }],
	};
}

const completion = (turn: Turn, number: number) => ({
	...head('chat.completion', number),
	choices: [{ index: 0, message: messageOf(turn, number), finish_reason: reasonOf(turn) }],
	usage,
});

/** The same in events: all at once, then the reason for the end. */
function sendStream(response: ServerResponse, turn: Turn, number: number): void {
	const event = (choices: object[], more: object = {}) =>
		`data: ${JSON.stringify({ ...head('chat.completion.chunk', number), choices, ...more })}\n\n`;
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	response.write(event([{ index: 0, delta: messageOf(turn, number), finish_reason: null }]));
	response.write(event([{ index: 0, delta: {}, finish_reason: reasonOf(turn) }]));
	response.end(`${event([], { usage })}data: [DONE]\n\n`);
}
