import { useSandbox } from '../support/hub';
import { numRuns, survives } from '../support/randomFaults';

const sandbox = useSandbox();

it(`${numRuns} random sequences of faults while removing and syncing: the server holds exactly what the outputs claim`, async () => {
	expect.hasAssertions();
	await survives(sandbox(), 'remove', 'sync');
}, 1_800_000);
