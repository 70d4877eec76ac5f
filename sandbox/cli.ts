import { parseArgs } from 'node:util';
import { createSandbox } from '.';
import { readSeed } from './state/seedFile';

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '4010' },
		seed: { type: 'string', default: 'small' },
		latency: { type: 'string', default: '0' },
		'token-lifetime': { type: 'string', default: '7200' },
		'app-id': { type: 'string', default: 'sandbox-app' },
		secret: { type: 'string', default: 'sandbox-secret' },
	},
});

async function main(): Promise<void> {
	const hub = await createSandbox({
		port: Number(values.port),
		latency: Number(values.latency),
		requestLimit: null,
		apps: [{ appId: values['app-id'], secret: values.secret }],
	});
	hub.tokenLifetime = Number(values['token-lifetime']) * 1000;
	hub.seed(readSeed(values.seed));
	const members = hub.groups().reduce((sum, group) => sum + group.members, 0);
	console.log(`DM Hub in a box: ${hub.groups().length} groups, ${members} memberships, ${hub.customerCount} customers

  Base URL       ${hub.url}      (open it in a browser to watch)
  App ID         ${hub.app.appId}
  Secret         ${hub.app.secret}
  Access token   ${hub.accessToken}

Put these into the credential of the Convertlab node, or ask by hand:

  curl '${hub.url}/v1/lists?access_token=${encodeURIComponent(hub.accessToken)}'
  curl '${hub.url}/v1/customers?rows=2&access_token=${encodeURIComponent(hub.accessToken)}'
  curl '${hub.url}/security/accesstoken?grant_type=client_credentials&appid=${encodeURIComponent(hub.app.appId)}&secret=${encodeURIComponent(hub.app.secret)}'

Stop with Ctrl+C.`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void hub.close());
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
