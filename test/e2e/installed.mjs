import { existsSync, readFileSync } from 'node:fs';
import { Failure } from '../../harness/children.mjs';
import { root } from '../../harness/places.mjs';

/** n8n starts without a package that it can't load, and the editor then simply does not know the node. */
export function assertWhole(userFolder) {
	const { name } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
	const installed = `${userFolder}/.n8n/nodes/node_modules/${name}`;
	const { n8n } = JSON.parse(readFileSync(`${installed}/package.json`, 'utf8'));
	const missing = [...n8n.nodes, ...n8n.credentials].filter((file) => !existsSync(`${installed}/${file}`));
	if (missing.length > 0)
		throw new Failure(
			`The installed package lacks ${missing.join(', ')}: another build ran at the same time. Delete ${installed} and run again.`,
		);
}
