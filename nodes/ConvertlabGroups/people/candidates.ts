import type { Customer } from '../../api/types';
import type { Candidate } from './refusals';

/** The customers that one value may mean. */

export const textsIn = ({ name, dateCreated }: Partial<Customer> = {}) => ({
	...(typeof name === 'string' ? { name } : {}),
	...(typeof dateCreated === 'string' ? { dateCreated } : {}),
});

export const distinct = (candidates: Candidate[]): Candidate[] => [
	...new Map(candidates.map((candidate) => [String(candidate.id), candidate])).values(),
];
