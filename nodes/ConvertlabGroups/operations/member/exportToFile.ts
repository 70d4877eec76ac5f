import { toWireId } from '../../../api/ids';
import { pagesWithCustomerFields } from '../../../api/reading/memberDetails';
import { membersJoined } from '../../../api/reading/membersJoined';
import { chosenDetails, customerDetailFields } from '../../../editor/customerDetails';
import { checkRange, describeRange, joinedFields, rangeInUtc } from '../../../editor/dates';
import { booleanField, notice, optionsField, textField } from '../../../editor/fields';
import { groupField, inScope, scopeField } from '../../../editor/groupField';
import { filtersOf, optionsOf } from '../../../editor/options';
import { fileNameOf, formats } from '../../files/memberFile';
import { storeFile } from '../../files/storeFile';
import { perItem } from '../perItem';
import { sinceIdField } from './getAll';

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

const byteOrderMark = booleanField({
	displayName: 'Byte Order Mark for Excel',
	name: 'byteOrderMark',
	default: true,
	description:
		'Whether a CSV file begins with a byte order mark, without which Excel opens Chinese names garbled',
});

const localDates = booleanField({
	displayName: 'Dates in the Workflow’s Time Zone',
	name: 'localDates',
	default: false,
	description:
		'Whether to write dates as 2026-11-27 06:23:51 in the time zone of the workflow, instead of in UTC',
});

export const exportToFile = perItem({
	option: {
		name: 'Export to File',
		value: 'exportToFile',
		action: 'Export group members to a file',
		description: 'Write the members of a group straight into a file, however many there are',
	},
	fields: {
		scope: scopeField('Whether to export the members of one group or of all groups'),
		group: inScope(groupField({ description: 'The group whose members to export' })),
		format,
		notice: notice(
			'exportNotice',
			'A spreadsheet program rounds long IDs when it opens a CSV file by double click: import the file, with the encoding <i>UTF-8</i> and <i>text</i> for the ID columns.',
		),
		binaryPropertyName,
		filters: filtersOf({
			sinceId: sinceIdField('Give the “nextSinceId” of the last export; 0 exports everybody.'),
		}),
		options: optionsOf({
			byteOrderMark,
			...customerDetailFields,
			escapeFormulas,
			fileName,
			...joinedFields,
			localDates,
		}),
	},
	// n8n drops files from the output of a tool.
	notAsTool: true,
	progress: { one: 'file', many: 'files', verb: 'exported', isRead: true },
	check({ scope, options }) {
		checkRange(options, scope);
	},
	async *run(run, { groups: { group: listId }, params }) {
		const { sinceId: since } = params.filters;
		const { options } = params;
		const details = chosenDetails(options);
		const zone = run.context.getTimezone();
		const joined = rangeInUtc(options, zone);
		const range = describeRange(options, zone, 'Exported');
		if (range !== undefined) run.summary.info(range);
		const { header, lines, mimeType } = formats[params.format]({
			details,
			escapeFormulas: options.escapeFormulas,
			byteOrderMark: options.byteOrderMark,
			zone: options.localDates ? zone : undefined,
		});
		let members = 0;
		let nextSinceId = since === undefined ? null : toWireId(since);
		async function* contents(): AsyncGenerator<Buffer> {
			members = 0;
			let headed = false;
			// Members who join from now on wait for the next export: a growing group must not make this one endless.
			// With fields a page takes dozens of requests for its customers: members read ahead would only be held.
			const concurrency = details ? 1 : run.settings.concurrency;
			const pages = membersJoined(run.send, concurrency, { listId }, { ...joined, since });
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
		const label = listId === undefined ? undefined : run.groupNames.get(listId);
		const name = options.fileName || fileNameOf(label, listId, params.format, zone);
		const file = await storeFile(run.context, contents, name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_'), mimeType);
		yield [
			{
				json: { members, fileName: file.fileName ?? name, nextSinceId },
				binary: { [params.binaryPropertyName || 'data']: file },
			},
		];
	},
});
