import { madeCustomer } from '../sandbox';
import type { Job } from './jobs';

/** Mobile numbers of the people that a job is about: spread over the tenant, or, to be created, of nobody. */
export function mobilesOf(job: Job): string[] {
	if (job.does === 'create')
		return Array.from({ length: job.people }, (_, at) => `138${String(at).padStart(8, '0')}`);
	if (job.does !== 'identify') return [];
	const { people, tenant } = job;
	return Array.from({ length: people }, (_, at) => {
		const id = BigInt(1 + Math.floor((at * tenant) / people));
		return String(madeCustomer(id).fields.mobile);
	});
}
