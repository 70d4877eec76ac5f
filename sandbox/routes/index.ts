import { Refusal, json, notFound, refused, type Answer } from '../http/answers';
import { writeExactly } from '../http/longs';
import type { LoggedRequest } from '../http/log';
import type { Quirks } from '../switches';
import type { World } from '../world/world';
import { Call, type Route } from './call';
import { customerRoutes } from './customers';
import { groupRoutes } from './groups';
import { identityRoutes } from './identities';
import { joinRoutes } from './adding';
import { memberRoutes } from './members';
import { saveRoutes } from './saving';
import { siblingRoutes } from './siblings';

const tokenRoutes: Route[] = [
	{
		method: 'GET',
		path: '/security/accesstoken',
		does: 'issues a token, which ends the one before: `grant_type=client_credentials` `appid` `secret`',
		open: true,
		answer(call) {
			const { tokens, quirks } = call.world;
			const appId = call.text('appid') ?? '';
			const secret = tokens.apps.get(appId);
			const isKnown = secret !== undefined && secret === call.text('secret');
			// Recorded: HTTP 200, and the code is a text here while it is a number elsewhere.
			if (!isKnown || call.text('grant_type') !== 'client_credentials') {
				throw new Refusal('40004', 'the params is illegal');
			}
			const token = tokens.issue(appId, quirks.oddTokens);
			const expiresIn = BigInt(Math.floor(tokens.lifetime / 1000));
			return json(writeExactly({ error_code: 0n, access_token: token, expires_in: expiresIn }));
		},
	},
];

/** As the README shows them. */
export const routes: Route[] = [
	...tokenRoutes,
	...groupRoutes,
	...joinRoutes,
	...memberRoutes,
	...customerRoutes,
	...identityRoutes,
	...saveRoutes,
	...siblingRoutes,
];

const idAtTheEnd = /\{id\}$/;

/** The id in the path, '' for a route without one; undefined where it is another path. */
function idIn(path: string, route: Route): string | undefined {
	if (!idAtTheEnd.test(route.path)) return path === route.path ? '' : undefined;
	const start = route.path.replace(idAtTheEnd, '');
	const id = path.startsWith(start) ? path.slice(start.length) : '';
	return id === '' || id.includes('/') ? undefined : id;
}

/** A path that stands there word for word goes before one with an id. */
function routesAt(path: string): Route[] {
	const exact = routes.filter((route) => route.path === path);
	return exact.length > 0 ? exact : routes.filter((route) => idIn(path, route) !== undefined);
}

export const routeOf = (method: string, path: string): Route | undefined =>
	routesAt(path).find((route) => route.method === method);

/** The application behind the gateway: finds the call, checks the token, answers. */
export function answerCall(world: World, request: LoggedRequest): Answer {
	const atPath = routesAt(request.path);
	if (atPath.length === 0) return notFound(world.quirks, 404);
	const route = routeOf(request.method, request.path);
	if (!route) return notFound(world.quirks, 405, { Allow: atPath.map(({ method }) => method).join(', ') });
	try {
		// Recorded: v1 understands the query parameter only, never an Authorization header.
		if (!route.open && !world.tokens.accepts(request.query.access_token)) {
			throw Refusal.worded(world.quirks.invalidToken);
		}
		const { migratedApp } = world.quirks;
		if (migratedApp && !route.open) throw Refusal.worded(migratedApp);
		if (route.customers) refuseWithoutRight(world.quirks, route.customers);
		const pathId = idIn(request.path, route) ?? '';
		return route.answer(new Call(world, request.query, request.body, pathId));
	} catch (error) {
		if (error instanceof Refusal) return refused(error, world.quirks);
		throw error;
	}
}

/** An application that may use groups need not be allowed to read or write customers. */
function refuseWithoutRight({ customerRights, missingRight }: Quirks, needed: 'read' | 'write'): void {
	if (customerRights === 'all' || (customerRights === 'read' && needed === 'read')) return;
	throw Refusal.worded(missingRight);
}
