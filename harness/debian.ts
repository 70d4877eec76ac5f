import { existsSync } from 'node:fs';
import { Unavailable, runChild } from './children';
import { step } from './progress';

const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

/**
 * Installs Debian's packages where we may.
 *
 * @param needed what they are needed for, as a sentence
 * @param log file that takes what apt says
 * @throws Unavailable where this is no Debian, we are not root, or its servers are out of reach; a Failure when apt is there
 *   and cannot install them
 */
export async function installFromDebian(packages: string[], needed: string, log: string): Promise<void> {
	const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
	const byHand = `On Debian or Ubuntu run as root\n\n    apt-get update && ${install}\n\nand start again.`;
	if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0)
		throw new Unavailable(`${needed} ${byHand}`);
	await step(`From Debian: ${packages.join(', ')}`, async () => {
		// Without the option apt takes servers that do not answer for a success.
		const update = ['update', '-o', 'APT::Update::Error-Mode=any'];
		await runChild('apt-get', update, { env, log, otherwise: '' }).catch(({ message }: Error) => {
			throw new Unavailable(`Debian's servers cannot be reached. ${byHand}\n${message}`);
		});
		const otherwise = `Debian's packages could not be installed. ${byHand}`;
		await runChild('sh', ['-c', install], { env, log, otherwise });
	});
}
