export const owner = {
	email: 'demo@example.com',
	password: 'Convertlab-demo-1',
	firstName: 'Demo',
	lastName: 'Owner',
};

/** Of a request to n8n, which ends connections that were idle for five seconds, at times just when one is used again. */
export const ownConnection = { connection: 'close' };

/** bcrypt's of the password. Always the same: another hash at the next start would log the owner out. */
const passwordHash = '$2a$10$convertlabdemosaltconuPUIsI.8vWv/8.suc7.WUYuQSzcItcs6';

/** Nothing of a real n8n on this machine may leak in: with its DB_* settings we would write into its database. */
const foreign = /^(N8N|DB|QUEUE|EXECUTIONS|WEBHOOK|GENERIC_TIMEZONE|OFFLOAD|NODE_FUNCTION|NODES)_?/;

/** Quiet, offline, on this machine only, with an owner who needs no set-up screen. */
export function n8nEnvironment({
	userFolder,
	port,
	brokerPort,
	env = {},
}: {
	userFolder: string;
	port: number;
	brokerPort: number;
	env?: NodeJS.ProcessEnv;
}): NodeJS.ProcessEnv {
	const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	return {
		...Object.fromEntries(own),
		...quiet,
		N8N_USER_FOLDER: userFolder,
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		N8N_WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
		// The import commands confirm and `execute` prints its result at this level.
		N8N_LOG_LEVEL: 'info',
		N8N_SECURE_COOKIE: 'false',
		N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
		N8N_INSTANCE_OWNER_EMAIL: owner.email,
		N8N_INSTANCE_OWNER_FIRST_NAME: owner.firstName,
		N8N_INSTANCE_OWNER_LAST_NAME: owner.lastName,
		N8N_INSTANCE_OWNER_PASSWORD_HASH: passwordHash,
		...env,
	};
}

const quiet = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_PYTHON_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry,mcp,instance-ai,chat-hub,insights,quick-connect',
};
