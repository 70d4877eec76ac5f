import { parseArgs } from 'node:util';
import { readSwitches } from './switches';
import { readSeed, type Seed } from './world/seeds';
import type { SandboxOptions } from './world/world';

export const usage = `npm run sandbox -- [options]

  --port NUMBER             4010; 0 takes a free one
  --seed SEED               small (a few groups and customers with Chinese names), empty,
                            a number of members for one group, or a JSON file
  --set SWITCH=VALUE        a switch or setting, such as existingMember=error or memberRowCap=100;
                            again for each (README.md lists them)
  --latency MS              before every answer; 0
  --token-lifetime SECONDS  7200
  --app-id ID               sandbox-app
  --secret SECRET           sandbox-secret
  --help                    this text`;

/** What was typed is wrong: the usage helps, a stack does not. */
export class Mistyped extends Error {}

export interface Command {
	help: boolean;
	options: SandboxOptions;
	/** ms */
	tokenLifetime: number;
	seed: Seed;
}

/** Throws Mistyped, or whatever keeps the seed from being read. */
export function readCommand(args: string[]): Command {
	const values = parsed(args);
	const { latency, tokenLifetime, requestLimit = null, ...quirks } = switchesIn(values.set);
	const lifetime = wholeNumber('token-lifetime', values['token-lifetime']);
	const options: SandboxOptions = {
		port: wholeNumber('port', values.port, 65_535),
		latency: latency ?? wholeNumber('latency', values.latency),
		requestLimit,
		quirks,
		apps: [{ appId: values['app-id'], secret: values.secret }],
	};
	return {
		help: values.help,
		options,
		tokenLifetime: tokenLifetime ?? lifetime * 1000,
		seed: values.help ? {} : readSeed(values.seed),
	};
}

function parsed(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				port: { type: 'string', default: '4010' },
				seed: { type: 'string', default: 'small' },
				set: { type: 'string', multiple: true, default: [] },
				latency: { type: 'string', default: '0' },
				'token-lifetime': { type: 'string', default: '7200' },
				'app-id': { type: 'string', default: 'sandbox-app' },
				secret: { type: 'string', default: 'sandbox-secret' },
				help: { type: 'boolean', default: false },
			},
		}).values;
	} catch (error) {
		throw new Mistyped((error as Error).message);
	}
}

function wholeNumber(option: string, text: string, most = Number.MAX_SAFE_INTEGER): number {
	if (/^\d+$/.test(text) && Number(text) <= most) return Number(text);
	throw new Mistyped(`--${option} takes a whole number up to ${most}, not “${text}”`);
}

const switchesIn = (assignments: string[]): ReturnType<typeof readSwitches> =>
	Object.assign({}, ...assignments.map(switchIn));

/** A value is JSON, or else the text as it stands: `"404"` need not be quoted twice. */
function switchIn(assignment: string) {
	const [, name, text] = /^([^=]+)=(.*)$/s.exec(assignment) ?? [];
	if (name === undefined) throw new Mistyped(`--set takes SWITCH=VALUE, not “${assignment}”`);
	try {
		return readSwitches({ [name]: JSON.parse(text) as unknown });
	} catch (asJson) {
		try {
			return readSwitches({ [name]: text });
		} catch (asText) {
			throw new Mistyped(((asJson instanceof SyntaxError ? asText : asJson) as Error).message);
		}
	}
}
