import type { INodeParameters } from 'n8n-workflow';
import { member } from './parameters';
import { byId } from './runNode';

/** The parameters of an operation on the first group, whose customers are identified by this. */
export const person = (operation: string, customerBy: string, more: INodeParameters = {}) =>
	member(operation, byId('1'), { customerBy, identityType: 'member-no', ...more });
