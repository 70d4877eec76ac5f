import type { Sandbox } from '../../sandbox';

/** What the sandbox was asked, oldest first: `POST /v1/lists {"name":"金卡会员"}`, without the token that every request carries. */
export const requestLines = (hub: Sandbox): string[] =>
	hub.requests.map(({ method, url, body }) => {
		const target = url.replace(/[?&]access_token=[^&]*$/, '');
		return `${method} ${decodeURIComponent(target)}${body ? ` ${body}` : ''}`;
	});

/** The requests that change something. */
export const writes = (hub: Sandbox): string[] =>
	requestLines(hub).filter((line) => !line.startsWith('GET '));
