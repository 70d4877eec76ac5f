import { appCredential } from '../support/credential';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

const hub = useSandbox();

// n8n adds this choice to both selectors by itself, and its editor then says "Use the HTTP Request node to make a
// custom API call. We'll take care of the … auth for you."
test.each([
	{ resource: 'member', operation: '__CUSTOM_API_CALL__' },
	{ resource: '__CUSTOM_API_CALL__', operation: 'getAll' },
])('“Custom API Call” as $resource and $operation says what the editor says, and how', async (parameters) => {
	const { error } = await runNode(hub(), { parameters, credential: appCredential(hub()) });
	expect(error?.message).toBe('Use the HTTP Request node to make a custom API call [item 0]');
	expect(error?.description).toBe(
		'In it, set Authentication to “Predefined Credential Type” and choose “Convertlab API”: n8n takes care of the access token.',
	);
	expect(hub().requests).toEqual([]);
});
