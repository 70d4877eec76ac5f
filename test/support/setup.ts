import { Container } from '@n8n/di';
import { sleepLike, startClock } from './clock';
import { remembering } from './refusals';

// n8n's core is loaded once for many test files: each begins with services that nobody has configured.
Container.reset();

jest.mock('n8n-workflow', () => {
	const actual = jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow');
	return { ...actual, sleep: sleepLike(actual.sleep) };
});

jest.mock('../../nodes/editor/nodeError', () => {
	const actual = jest.requireActual<typeof import('../../nodes/editor/nodeError')>(
		'../../nodes/editor/nodeError',
	);
	return { ...actual, nodeError: remembering(actual.nodeError) };
});

const stopClock = startClock();
afterAll(stopClock);
