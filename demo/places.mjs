import { fileURLToPath } from 'node:url';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url)).replace(/[\\/]$/, '');

/** The repository. */
export const root = folder('..');
export const demo = folder('.');
export const modules = `${demo}/node_modules`;
export const examples = `${root}/examples`;
/** n8n's user folder too: its database, encryption key and community packages are in .state/.n8n. */
export const state = `${demo}/.state`;
