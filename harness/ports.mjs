import { createServer } from 'node:net';

/** @returns the preferred port when nobody listens there, else any free one (of 127.0.0.1) */
export async function freePort(preferred = 0) {
	return (await tryPort(preferred)) ?? (await tryPort(0));
}

function tryPort(port) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(undefined));
		server.listen(port, '127.0.0.1', () => {
			const taken = server.address().port;
			server.close(() => resolve(taken));
		});
	});
}
