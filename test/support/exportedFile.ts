import { BINARY_ENCODING, type INodeExecutionData } from 'n8n-workflow';

/** What a CSV file begins with, so that Excel reads its Chinese. */
export const BYTE_ORDER_MARK = '\ufeff';

/** The text of the file in an item's binary field. */
export const textOf = ({ binary }: INodeExecutionData, field = 'data'): string =>
	Buffer.from(binary?.[field].data ?? '', BINARY_ENCODING).toString('utf8');

/** The rows of a CSV file of members, without its header. */
export const rowsOf = (item: INodeExecutionData): string[][] =>
	textOf(item)
		.trimEnd()
		.split('\r\n')
		.slice(1)
		.map((line) => line.split(','));
