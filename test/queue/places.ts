export const state = `${import.meta.dirname}/.state`;
/** The user folder of one n8n: each process has its own, as on a machine of its own. */
export const userFolderOf = (name: string) => `${state}/${name}`;
