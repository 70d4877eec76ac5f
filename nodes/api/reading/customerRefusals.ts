import type { Refusal } from '../errors';

/** Whether the application may not read customers: a search for ids is refused for no id that is unknown. */
export const concernsRight = ({ kind, code, httpStatus, words = '' }: Refusal): boolean =>
	kind === 'refused' && (code === '40201' || httpStatus === 403 || /permission|privilege|权限/i.test(words));

export const mayNotRead = (refusal: Refusal): Refusal =>
	refusal.with({
		message: `The application in DM Hub may not read customers. ${refusal.message}`,
		description:
			'In DM Hub, open 设置 > 开发与集成, choose the application of this credential and tick the right to read customers. Or remove “Customer Fields” and “Custom Customer Fields” from the options.',
	});
