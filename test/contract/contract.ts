import type { Quirks } from '../../sandbox';
import { usualQuirks } from '../../sandbox/switches';
import { checks } from './checks';
import { Client, refusalIn, type Access, type Reply } from './client';
import { probesOfCustomers } from './probesOfCustomers';
import { probesOfGroups } from './probesOfGroups';
import { Tenant } from './tenant';

interface Finding {
	switch: keyof Quirks;
	/** Of this server; undefined where it could not be told. */
	value: unknown;
	/** What the sandbox does unless it is told otherwise. */
	usual: unknown;
}

export interface Report {
	/** Why nothing could be tried, if so. */
	stopped?: string;
	customers: number;
	checks: Array<{ name: string; outcome: 'holds' | 'not tried' | 'DOES NOT HOLD'; why?: string }>;
	findings: Finding[];
	/** Switches that nothing here asks about. */
	unasked: string[];
	/** Groups made here that could not be deleted. */
	left: bigint[];
}

export interface Trying extends Access {
	mayCreateCustomer?: boolean;
	/** Switches to ask about; nothing else is tried then. */
	only?: string[];
}

const probes = { ...probesOfGroups, ...probesOfCustomers };

/** Tries a DM Hub out: works in groups that it makes and deletes, and reads customers. */
export async function tryOut({ mayCreateCustomer, only, ...access }: Trying): Promise<Report> {
	const client = new Client(access);
	const tenant = new Tenant(client, await client.signIn(), mayCreateCustomer);
	const usual = usualQuirks();
	const report: Report = {
		customers: 0,
		checks: [],
		findings: [],
		unasked: Object.keys(usual).filter((name) => !(name in probes)),
		left: [],
	};
	const shut = await closedDoor(tenant);
	if (shut) return { ...report, ...shut };
	try {
		await tenant.findCustomers();
		report.customers = tenant.customers.length;
		for (const { name, holds, customers = 0 } of only ? [] : checks) {
			if (customers > tenant.customers.length) {
				report.checks.push({ name, outcome: 'not tried', why: `needs ${customers} customers` });
				continue;
			}
			const why = await holds(tenant).then(
				() => undefined,
				(error: Error) => error.message,
			);
			report.checks.push({ name, outcome: why === undefined ? 'holds' : 'DOES NOT HOLD', why });
		}
		for (const [name, ask] of Object.entries(probes) as Array<
			[keyof Quirks, (of: Tenant) => Promise<unknown>]
		>) {
			if (only && !only.includes(name)) continue;
			const value = await ask(tenant);
			report.findings.push({ switch: name, value, usual: usual[name] });
		}
	} finally {
		report.left = await tenant.cleanUp();
	}
	return report;
}

/** Without a token, or with one that no call takes, there is nothing to try. */
async function closedDoor({
	client,
	signedIn,
}: Tenant): Promise<Pick<Report, 'stopped' | 'findings'> | undefined> {
	const usual = usualQuirks();
	const isListed = (reply: Reply): Finding[] => {
		const byAddress = reply.status === 403 || /\bip\b|white ?list/i.test(refusalIn(reply)?.words ?? '');
		return byAddress
			? [
					{
						switch: 'ipWhitelist',
						value: reply.status === 403 ? '403' : 'refusal',
						usual: usual.ipWhitelist,
					},
				]
			: [];
	};
	const said = (reply: Reply) => `HTTP ${reply.status} ${refusalIn(reply)?.words ?? ''}`.trim();
	if (client.accessToken === '')
		return { stopped: `no token was issued: ${said(signedIn)}`, findings: isListed(signedIn) };
	const first = await client.call('GET', '/v1/lists', { rows: 1 });
	const refusal = refusalIn(first);
	if (!refusal && first.status < 400) return undefined;
	const migrated: Finding = {
		switch: 'migratedApp',
		value: { status: first.status, code: refusal?.code, text: refusal?.words },
		usual: usual.migratedApp,
	};
	return {
		stopped: `a token was issued, and the first call refused: ${said(first)}`,
		findings: isListed(first).length > 0 ? isListed(first) : [migrated],
	};
}
