import { createSandbox } from '.';
import { Mistyped, readCommand, usage } from './commandLine';

async function main(): Promise<void> {
	// Read before anything listens: a mistake ends the command, and nothing is left running.
	const { help, options, tokenLifetime, seed } = readCommand(process.argv.slice(2));
	if (help) return console.log(usage);
	const hub = await createSandbox(options);
	hub.tokenLifetime = tokenLifetime;
	hub.seed(seed);
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
	if (error instanceof Mistyped) console.error(`\n${usage}`);
	process.exitCode = 1;
});
