import { fileURLToPath } from 'node:url';
import { root } from '../../harness/places.mjs';

export const e2e = fileURLToPath(new URL('.', import.meta.url)).replace(/[\\/]$/, '');
/** n8n's user folder, apart from the demo's. */
export const state = `${e2e}/.state`;
export const images = `${root}/docs/images`;
