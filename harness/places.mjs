import { fileURLToPath } from 'node:url';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url)).replace(/[\\/]$/, '');

/** The repository. */
export const root = folder('..');
export const harness = folder('.');
export const modules = `${harness}/node_modules`;
export const examples = `${root}/examples`;
/** n8n's user folder too: its database, encryption key and community packages are in .state/.n8n. */
export const state = `${harness}/.state`;
