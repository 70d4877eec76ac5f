import type { INodeParameters } from 'n8n-workflow';
import { ConvertlabGroups } from '../../nodes/ConvertlabGroups/ConvertlabGroups.node';
import type { Sandbox } from '../../sandbox';
import { runNode } from './runNode';

/** Runs the node under the name that n8n gives to its tool variant. */
export function runTool(hub: Sandbox, parameters: INodeParameters) {
	const type = new ConvertlabGroups();
	type.description = { ...type.description, name: 'convertlabGroupsTool' };
	return runNode(hub, { type, parameters });
}

/** An expression as the editor's ✨ button writes it; n8n has the model's answer for it, and here it is the text itself. */
export const fromModel = (answer: string) => `={{ /*$fromAI('Value')*/ ${JSON.stringify(answer)} }}`;
