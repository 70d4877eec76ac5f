import { Refusal, gatewayPage, refused, type Answer } from './answers';
import type { LoggedRequest } from './requestLog';
import type { World } from '../state/world';

/** What nginx in front of the application refuses by itself, in HTML and without any work done. */
export function stopAtGateway(world: World, { method, url, body }: LoggedRequest): Answer | undefined {
	const { urlCap, bodyCap, ipWhitelist } = world.quirks;
	if (ipWhitelist === '403') return gatewayPage(403);
	if (ipWhitelist === 'refusal')
		return refused(new Refusal(40164, 'invalid ip, not in whitelist'), world.quirks);
	const requestLine = Buffer.byteLength(`${method} ${url} HTTP/1.1\r\n`);
	if (urlCap !== null && requestLine > urlCap) return gatewayPage(414);
	if (bodyCap !== null && Buffer.byteLength(body) > bodyCap) return gatewayPage(413);
	return tooMany(world);
}

function tooMany(world: World): Answer | undefined {
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
