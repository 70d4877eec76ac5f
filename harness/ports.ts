import getPort from 'get-port';

/** The preferred port of 127.0.0.1 when nobody listens there, else any free one; never the same twice. */
export const freePort = async (preferred?: number): Promise<number> =>
	await getPort({ port: preferred, host: '127.0.0.1', reserve: true });
