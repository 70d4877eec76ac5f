import { Container } from '@n8n/di';
import { sleepLike, stopTime } from './clock';
import { remembering } from '../support/refusals';

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

const clock = stopTime();
// In a file whose tests are all left out, Jest runs neither of these: a clock that went on by itself would never end.
beforeAll(clock.run);
afterAll(clock.end);
