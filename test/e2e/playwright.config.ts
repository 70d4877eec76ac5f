import { defineConfig } from '@playwright/test';
import { state } from './places';

/** One browser that goes from station to station; each starts where the one before ended. */
export default defineConfig({
	testDir: import.meta.dirname,
	testMatch: '*.spec.ts',
	workers: 1,
	retries: 0,
	forbidOnly: true,
	// n8n's editor takes its time on a busy machine; a station that hangs ends here.
	timeout: 1_200_000,
	expect: { timeout: 120_000 },
	use: { actionTimeout: 120_000, trace: 'retain-on-failure', screenshot: 'only-on-failure' },
	outputDir: `${state}/results`,
	reporter: [['list'], ['html', { outputFolder: `${state}/report`, open: 'never' }]],
});
