import { networkRefusal } from '../../nodes/api/http/networkError';
import type { Request } from '../../nodes/api/request';

const read: Request = { method: 'GET', path: '/v1/lists', read: (body) => body };
const write: Request = { method: 'POST', path: '/v1/lists', repeat: 'never', read: (body) => body };

const refusalFor = (code: string, request: Request = write) =>
	networkRefusal(Object.assign(new Error(`write ${code} certificate or not`), { code }), {
		request,
		timeoutSeconds: 60,
		redact: (text) => text,
	});

// As Node 20 and 24 have them: EPROTO in the handshake, ERR_SSL_… for what comes after the request.
test.each(['EPROTO', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
	'%s means that the connection never became secure, so nothing was sent',
	(code) => {
		const refusal = refusalFor(code);
		expect(refusal).toMatchObject({ kind: 'setup', work: 'undone' });
		expect(refusal.message).toContain('was not sent');
	},
);

test.each([
	'ERR_SSL_WRONG_VERSION_NUMBER',
	'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC',
	'HPE_INVALID_CONSTANT',
])('%s means that what came back is not a response, so what became of a write is not known', (code) => {
	const refusal = refusalFor(code);
	expect(refusal).toMatchObject({ kind: 'connection', work: 'unknown' });
	expect(refusal.message).not.toContain('was not sent');
});

test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
	'%s means that there never was a connection, so nothing was done',
	(code) => expect(refusalFor(code)).toMatchObject({ kind: 'connection', work: 'undone' }),
);

test.each(['ECONNRESET', 'ETIMEDOUT', 'EPIPE'])(
	'%s leaves open whether a write was done; a read leaves nothing done',
	(code) => {
		expect(refusalFor(code).outcome).toBe('unknown');
		expect(refusalFor(code, read).outcome).toBeUndefined();
	},
);

test.each([
	['ECONNRESET', 'No complete response to POST /v1/lists: the connection was cut'],
	['ETIMEDOUT', 'No response to POST /v1/lists: no response came in time'],
])('%s says whether a part of the response may have come', (code, message) =>
	expect(refusalFor(code).message).toBe(message),
);

test.each(['Invalid URL: ?access_token=s3cret', 'certificate of s3cret'])(
	'what an error below HTTP says is redacted: %s',
	(words) => {
		const redact = (text: string) => text.replace('s3cret', '[hidden]');
		const { message } = networkRefusal(new Error(words), { request: read, timeoutSeconds: 1, redact });
		expect(message).toContain('[hidden]');
		expect(message).not.toContain('s3cret');
	},
);
