import { Refusal, gatewayPage, json, refused, type Answer } from '../wire/answers';
import type { LoggedRequest } from '../wire/requestLog';
import type { World } from '../state/world';
import { Call } from './call';
import { groupRoutes } from './groups';
import { joinRoutes } from './joins';
import { memberRoutes } from './members';
import { tokenRoutes } from './token';

const routes = [...tokenRoutes, ...groupRoutes, ...joinRoutes, ...memberRoutes];

/** The application behind the gateway: finds the call, checks the token, answers. */
export function answerCall(world: World, request: LoggedRequest): Answer {
	const atPath = routes.filter((route) => route.path.test(request.path));
	if (atPath.length === 0) return notFound(world, 404);
	const route = atPath.find(({ method }) => method === request.method);
	if (!route) return notFound(world, 405, { Allow: atPath.map(({ method }) => method).join(', ') });
	try {
		// Recorded: v1 understands the query parameter only, never an Authorization header.
		if (!route.open && !world.tokens.accepts(request.query.access_token)) {
			const { code, text, status } = world.quirks.invalidToken;
			throw new Refusal(code, text, status);
		}
		const pathId = route.path.exec(request.path)?.[1] ?? '';
		return route.answer(new Call(world, request.query, request.body, pathId));
	} catch (error) {
		if (error instanceof Refusal) return refused(error, world.quirks);
		throw error;
	}
}

function notFound(world: World, status: number, headers?: Record<string, string>): Answer {
	if (world.quirks.notFoundBody === 'html') return gatewayPage(status, headers);
	return { ...json(`{"status":${status},"path":"unknown"}`, status), headers };
}
