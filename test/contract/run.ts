import { Unreachable } from './client';
import { tryOut, type Report } from './contract';

const usage = `Tries the node's contract on a real DM Hub: which calls hold what the reference says, and which of the open behaviours
it has. It works only in groups that it makes itself and deletes, into which it puts up to 120 of the customers there are;
customers themselves are read. Some 200 requests, one after the other.

  DMHUB_URL=https://api.convertlab.com DMHUB_APP_ID=… DMHUB_APP_SECRET=… npm run test:contract

DMHUB_CREATE_CUSTOMER=1 lets it create customers too, named “contract test …”, with neither number nor email.
Asking for a token ends the one that another system holds with the same application: use one of its own.`;

const shown = (value: unknown): string =>
	value === undefined
		? 'could not be told'
		: (JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? String(each) : each)) ??
			'');

/** As the sandbox takes it: what differs from its usual ways. */
function asCommand({ findings }: Report): string {
	const unusual = findings.filter(({ value, usual }) => value !== undefined && shown(value) !== shown(usual));
	const settings = unusual.map(({ switch: name, value }) => ` --set '${name}=${shown(value)}'`);
	return `npm run sandbox --${settings.join('')}`;
}

function print(report: Report): void {
	if (report.stopped) console.log(`Nothing could be tried: ${report.stopped}.`);
	for (const { name, outcome, why } of report.checks)
		console.log(`${outcome.padEnd(14)}${name}${why === undefined ? '' : `: ${why}`}`);
	console.log(
		`\nThe open behaviours, under the names of the sandbox's switches (${report.customers} customers looked at):\n`,
	);
	console.table(
		Object.fromEntries(
			report.findings.map(({ switch: name, value, usual }) => [
				name,
				{
					'this server': shown(value),
					'the sandbox': shown(value) === shown(usual) ? 'the same' : shown(usual),
				},
			]),
		),
	);
	console.log(
		`Not asked about: ${report.unasked.join(', ')}.\n\nA sandbox like this server:\n\n  ${asCommand(report)}\n`,
	);
	if (report.left.length > 0) console.log(`These groups could not be deleted: ${report.left.join(', ')}.`);
}

async function main(): Promise<void> {
	const {
		DMHUB_URL: url,
		DMHUB_APP_ID: appId,
		DMHUB_APP_SECRET: secret,
		DMHUB_CREATE_CUSTOMER,
	} = process.env;
	if (!url || !appId || !secret) {
		console.error(usage);
		process.exitCode = 2;
		return;
	}
	const report = await tryOut({ url, appId, secret, mayCreateCustomer: DMHUB_CREATE_CUSTOMER === '1' });
	print(report);
	const isBroken = report.checks.some(({ outcome }) => outcome === 'DOES NOT HOLD') || report.left.length > 0;
	process.exitCode = report.stopped || isBroken ? 1 : 0;
}

main().catch((error: unknown) => {
	// Other errors would show requests, and with them the Secret.
	console.error(error instanceof Unreachable ? `No answer to ${error.message}` : (error as Error).message);
	process.exitCode = 1;
});
