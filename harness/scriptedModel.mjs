import { createServer } from 'node:http';

/** @typedef {{ role: string, content?: string, tool_calls?: object[], tool_call_id?: string }} Message */
/** @typedef {{ say: string } | { call: string, with: object }} Turn */

const model = 'scripted';

/**
 * A service that speaks like OpenAI, for n8n's node *OpenAI Chat Model*. Its model is a function: what it says or calls
 * next follows from the conversation it is sent, with the real answers of the tools in it.
 *
 * @param {{ port: number, answer: (messages: Message[], tools: object[]) => Turn }} options
 *   whatever `answer` throws is refused as a bad request, which n8n does not repeat, and kept in `failures`
 */
export async function startScriptedModel({ port, answer }) {
	const requests = [];
	const failures = [];
	const server = createServer(async (request, response) => {
		const send = (status, body) =>
			response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
		const asked = `${request.method} ${new URL(request.url, 'http://127.0.0.1').pathname}`;
		// n8n tests the credential with this.
		if (asked === 'GET /v1/models')
			return send(200, { object: 'list', data: [{ id: model, object: 'model' }] });
		if (asked !== 'POST /v1/chat/completions') return send(404, { error: { message: `No ${asked} here` } });
		try {
			const { messages, tools = [], stream } = JSON.parse(await textOf(request));
			requests.push({ messages, tools });
			const turn = answer(messages, tools);
			if (stream) return sendStream(response, turn, requests.length);
			send(200, completion(turn, requests.length));
		} catch (error) {
			failures.push(error);
			send(400, { error: { message: error.message, type: 'invalid_request_error' } });
		}
	});
	await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${port}`,
		requests,
		failures,
		stop: () =>
			new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			}),
	};
}

async function textOf(stream) {
	const chunks = [];
	for await (const chunk of stream) chunks.push(chunk);
	return Buffer.concat(chunks).toString('utf8');
}

const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
const head = (object, number) => ({ id: `chatcmpl-${number}`, object, created: 0, model });
const reasonOf = (turn) => (turn.call ? 'tool_calls' : 'stop');

function messageOf(turn, number) {
	if (!turn.call) return { role: 'assistant', content: turn.say };
	const call = { name: turn.call, arguments: JSON.stringify(turn.with) };
	return {
		role: 'assistant',
		content: null,
		tool_calls: [{ index: 0, id: `call_${number}`, type: 'function', function: call }],
	};
}

const completion = (turn, number) => ({
	...head('chat.completion', number),
	choices: [{ index: 0, message: messageOf(turn, number), finish_reason: reasonOf(turn) }],
	usage,
});

/** The same in events: all at once, then the reason for the end. */
function sendStream(response, turn, number) {
	const event = (choices, more) =>
		`data: ${JSON.stringify({ ...head('chat.completion.chunk', number), choices, ...more })}\n\n`;
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	response.write(event([{ index: 0, delta: messageOf(turn, number), finish_reason: null }]));
	response.write(event([{ index: 0, delta: {}, finish_reason: reasonOf(turn) }]));
	response.end(`${event([], { usage })}data: [DONE]\n\n`);
}
