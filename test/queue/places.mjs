import { fileURLToPath } from 'node:url';

export const state = fileURLToPath(new URL('.state', import.meta.url));
/** The user folder of one n8n: each process has its own, as on a machine of its own. */
export const userFolderOf = (name) => `${state}/${name}`;
