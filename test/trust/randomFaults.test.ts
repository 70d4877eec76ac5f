import { useSandbox } from '../support/hub';
import { numRuns, survives } from '../support/randomFaults';

const sandbox = useSandbox();

it(`${numRuns} random sequences of faults while adding: the server holds exactly what the outputs claim`, async () => {
	expect.hasAssertions();
	await survives(sandbox(), 'add');
}, 1_800_000);
