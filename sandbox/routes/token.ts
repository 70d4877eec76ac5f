import { Refusal, json } from '../wire/answers';
import { writeExactly } from '../wire/longs';
import type { Route } from './call';

export const tokenRoutes: Route[] = [
	{
		method: 'GET',
		path: /^\/security\/accesstoken$/,
		open: true,
		answer(call) {
			const { tokens, quirks } = call.world;
			const appId = call.text('appid');
			const known = appId !== undefined && tokens.apps.get(appId) === call.text('secret');
			// Recorded: HTTP 200, and the code is a text here while it is a number elsewhere.
			if (!known || call.text('grant_type') !== 'client_credentials') {
				throw new Refusal('40004', 'the params is illegal');
			}
			const token = tokens.issue(appId, quirks.oddTokens);
			const expiresIn = BigInt(Math.floor(tokens.lifetime / 1000));
			return json(writeExactly({ error_code: 0n, access_token: token, expires_in: expiresIn }));
		},
	},
];
