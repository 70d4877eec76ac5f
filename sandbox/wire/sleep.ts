/** By the global timer, unlike the one of node:timers/promises: a test that drives time drives this too. */
export const sleep = async (ms: number): Promise<void> =>
	await new Promise((resolve) => void setTimeout(resolve, ms));
