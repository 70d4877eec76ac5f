/** n8n's user folder, apart from the demo's; and what the suite leaves behind. */
export const state = `${import.meta.dirname}/.state`;
