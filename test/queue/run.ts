import { parseArgs } from 'node:util';
import { Failure } from '../../harness/children';
import { toTheEnd } from '../../harness/ending';
import { durable } from './durable';
import { night } from './night';
import { scaling } from './scaling';

const usage = `npm run test:queue                             n8n in queue mode: a main process, workers, Redis, PostgreSQL
npm run test:queue -- --durable                the same with n8n's durable polling: main is killed around polls
npm run test:queue -- --night [--minutes 10]   one n8n on SQLite, the examples over and over, and a search for leaked secrets`;

void toTheEnd(async (keep) => {
	const { values } = parseArgs({
		options: {
			durable: { type: 'boolean' },
			night: { type: 'boolean' },
			minutes: { type: 'string', default: '10' },
			help: { type: 'boolean' },
		},
	});
	if (values.help) return console.log(usage);
	if (values.durable) return await durable(keep);
	if (!values.night) return await scaling(keep);
	const minutes = Number(values.minutes);
	if (!(minutes > 0)) throw new Failure('--minutes takes a number above 0.');
	await night(keep, minutes);
});
