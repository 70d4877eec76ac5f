import { useSandbox } from '../support/hub';
import { survives } from '../support/randomFaults';

const sandbox = useSandbox();

test('after random sequences of faults while adding, the server holds exactly what the outputs claim', async () => {
	expect.hasAssertions();
	await survives(sandbox(), 'add');
});

test('after random sequences of faults while removing and syncing, the server holds exactly what the outputs claim', async () => {
	expect.hasAssertions();
	await survives(sandbox(), 'remove', 'sync');
});
