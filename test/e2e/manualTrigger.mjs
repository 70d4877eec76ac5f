/** The start of a workflow that a user runs in the editor. */
export const tryItNow = {
	id: 'try',
	name: 'Try it now',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
