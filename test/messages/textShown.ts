import type { NodeResult } from '../support/run';

/** Message, description and hints of a run as a person reads them, without what changes from run to run. */
export function textShown({ error, refused, items, hints }: NodeResult): string {
	const failed = [...refused, ...items].find(({ json }) => json.error !== undefined);
	const details = failed?.json.details as { description?: string } | undefined;
	return [error?.message ?? failed?.json.error, error?.description ?? details?.description, ...hints]
		.filter(Boolean)
		.join('\n')
		.replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:port')
		.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g, 'YYYY-MM-DD hh:mm:ss UTC');
}
