import { resolve } from 'node:path';

/** The repository. */
export const root = resolve(import.meta.dirname, '..');
const harness = import.meta.dirname;
/** The folder of its own that n8n is installed in: what it brings along must not be taken for the project's. */
export const n8nFolder = `${harness}/n8n`;
export const modules = `${n8nFolder}/node_modules`;
/** A registry of npm packages, installed like n8n. */
export const registryFolder = `${harness}/registry`;
export const examples = `${root}/examples`;
/** n8n's user folder too: its database, encryption key and community packages are in .state/.n8n. */
export const state = `${harness}/.state`;
