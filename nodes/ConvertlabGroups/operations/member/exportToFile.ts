import { fromId } from '../../../api/ids';
import { pagesWithCustomerFields } from '../../../api/reading/memberDetails';
import { membersSideBySide } from '../../../api/reading/sideBySide';
import { chosenDetails, customerDetailFields } from '../../../editor/customerDetails';
import { booleanField, notice, optionsField, textField } from '../../../editor/fields';
import { groupField } from '../../../editor/groupField';
import { fileNameOf, formats } from '../../files/memberFile';
import { perItem } from '../../people/perItem';
import { storeFile } from '../../files/storeFile';
import { filtersOf, optionsOf } from '../../../editor/options';
import { sinceIdField } from './getAll';
import type { GroupChoice } from '../../../api/types';

const format = optionsField(
	{ displayName: 'Format', name: 'format', default: 'csv', description: 'Format of the file' },
	[
		{ name: 'CSV', value: 'csv', description: 'A table with a header, for spreadsheets and databases' },
		{ name: 'JSON Lines', value: 'jsonl', description: 'One JSON object per line, for programs' },
	],
);

const binaryPropertyName = textField({
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The name of the output binary field to put the file in',
});

const fileName = textField({
	displayName: 'File Name',
	name: 'fileName',
	placeholder: 'e.g. members.csv',
	description: 'Name of the file. If empty, it is made from the group and the date.',
});

const escapeFormulas = booleanField({
	displayName: 'Escape Formulas',
	name: 'escapeFormulas',
	default: true,
	description:
		'Whether to put an apostrophe before text in a CSV file that a spreadsheet program would run as a formula, such as a name that begins with “=”. Numbers and phone numbers stay as they are.',
});

export const exportToFile = perItem({
	option: {
		name: 'Export to File',
		value: 'exportToFile',
		action: 'Export group members to a file',
		description: 'Write the members of a group straight into a file, however many there are',
	},
	fields: {
		group: groupField({
			description: 'The group whose members to export. If empty, every group.',
			required: false,
		}),
		format,
		notice: notice(
			'exportNotice',
			'A spreadsheet program rounds long IDs when it opens a CSV file by double click: import the file, with the encoding <i>UTF-8</i> and <i>text</i> for the ID columns.',
		),
		binaryPropertyName,
		filters: filtersOf({ sinceId: sinceIdField }),
		options: optionsOf({ ...customerDetailFields, escapeFormulas, fileName }),
	},
	// n8n drops files from the output of a tool.
	isNoTool: true,
	counted: { noun: 'files', verb: 'exported' },
	async *run(run, { listId, params }) {
		const { sinceId: since } = params.filters;
		const details = chosenDetails(params.options);
		const { escapeFormulas: escapes } = params.options;
		const { header, lines, mimeType } = formats[params.format]({ details, escapeFormulas: escapes });
		let members = 0;
		let nextSinceId = since === undefined ? null : fromId(since);
		async function* contents(): AsyncGenerator<Buffer> {
			members = 0;
			let headed = false;
			// Members who join from now on wait for the next export: a growing group must not make this one endless.
			// With fields a page takes dozens of requests for its customers: members read ahead would only be held.
			const width = details ? 1 : run.settings.width;
			const pages = membersSideBySide(run.send, width, { listId }, since);
			for await (const page of pagesWithCustomerFields(pages, run.customers, details)) {
				if (!headed) yield Buffer.from(header);
				headed = true;
				members += page.length;
				nextSinceId = page[page.length - 1].id;
				yield Buffer.from(lines(page));
			}
			if (headed) return;
			if (listId !== undefined) await run.existence.assertExistsAfterEmptyAnswer(listId);
			yield Buffer.from(header);
		}
		const name =
			params.options.fileName ||
			fileNameOf(params.group as GroupChoice | undefined, listId, params.format, run.host.getTimezone());
		const file = await storeFile(run.host, contents, name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_'), mimeType);
		yield [
			{
				json: { members, fileName: file.fileName ?? name, nextSinceId },
				binary: { [params.binaryPropertyName || 'data']: file },
			},
		];
	},
});
