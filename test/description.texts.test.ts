import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { ConvertlabApi } from '../credentials/ConvertlabApi.credentials';
import { ConvertlabGroups } from '../nodes/ConvertlabGroups/ConvertlabGroups.node';
import { ConvertlabGroupsTrigger } from '../nodes/ConvertlabGroupsTrigger/ConvertlabGroupsTrigger.node';

/** Everything with a name that a user reads, with where it stands. */
interface Text {
	at: string;
	entry: { displayName?: string; name?: string; description?: string; placeholder?: string; type?: string };
	title: string;
}

function* textsOf(at: string, properties: INodeProperties[]): Generator<Text> {
	for (const property of properties) {
		const here = `${at} > ${property.name}`;
		yield { at: here, entry: property, title: property.displayName };
		for (const mode of property.modes ?? [])
			yield { at: `${here} > ${mode.name}`, entry: mode as Text['entry'], title: mode.displayName };
		for (const option of property.options ?? [])
			if ('value' in option)
				yield {
					at: `${here} > ${String((option as INodePropertyOptions).value)}`,
					entry: { description: option.description },
					title: option.name,
				};
			else yield* textsOf(here, [option as INodeProperties]);
	}
}

const action = new ConvertlabGroups().description;
const trigger = new ConvertlabGroupsTrigger().description;
const all = [
	...textsOf('action', action.properties),
	...textsOf('trigger', trigger.properties),
	...textsOf('credential', new ConvertlabApi().properties),
];
const notices = all.filter(({ entry }) => entry.type === 'notice');
const named = all.filter(({ entry }) => entry.type !== 'notice');
const wrong = (texts: Text[], isRight: (text: Text) => boolean) =>
	texts
		.filter((text) => !isRight(text))
		.map(({ at, title, entry }) => [at, title, entry.description, entry.placeholder]);

const SMALL = /^(a|an|and|as|at|but|by|for|from|in|of|on|or|the|to|with)$/;
const isTitleCase = (title: string) =>
	title.split(/[ -]/).every((word, at) => /^[^a-z]/.test(word) || (at > 0 && SMALL.test(word)));

test('the texts are found', () => {
	expect([named.length > 150, notices.length > 4]).toEqual([true, true]);
});

test('names are in Title Case', () => {
	expect(wrong(named, ({ title }) => isTitleCase(title))).toEqual([]);
});

test('descriptions begin with a capital and say more than the name', () => {
	const described = named.filter(({ entry }) => entry.description);
	expect(
		wrong(
			described,
			({ entry, title }) => /^[A-Z]/.test(entry.description ?? '') && entry.description !== title,
		),
	).toEqual([]);
});

test('a description of one sentence ends without a period, one of several with a period', () => {
	const sentences = (text: string) => text.split(/[.?!] +(?=[A-Z“])/).length;
	expect(
		wrong(named, ({ entry: { description = '' } }) =>
			sentences(description) === 1 ? !description.endsWith('.') : /[.?!]$/.test(description),
		),
	).toEqual([]);
});

test('a boolean says “Whether …”', () => {
	const booleans = named.filter(({ entry }) => entry.type === 'boolean');
	expect(booleans.length).toBeGreaterThan(5);
	expect(wrong(booleans, ({ entry }) => /^Whether /.test(entry.description ?? ''))).toEqual([]);
});

test('a placeholder gives an example or invites to choose', () => {
	const invitations = ['Select a group…', 'Add option', 'Add filter', 'Add field'];
	expect(
		wrong(
			named.filter(({ entry }) => entry.placeholder),
			({ entry: { placeholder = '' } }) => /^e\.g\. ./.test(placeholder) || invitations.includes(placeholder),
		),
	).toEqual([]);
});

test('every parameter that a user fills in has a description', () => {
	const filled = named.filter(
		({ entry }) => entry.type && !['collection', 'hidden', 'list', 'string'].includes(entry.type),
	);
	expect(
		wrong(filled, ({ entry }) => ['resource', 'operation'].includes(entry.name ?? '') || !!entry.description),
	).toEqual([]);
});

test('only an operation that sorts speaks of sorting', () => {
	const shownFor = ({ displayOptions }: INodeProperties) =>
		[displayOptions?.show?.resource, displayOptions?.show?.operation].join(' ');
	const inside = ({ options = [] }: INodeProperties) =>
		options.filter((option): option is INodeProperties => 'displayName' in option);
	const sorting = action.properties.filter((property) =>
		inside(property).some(({ name }) => name === 'sortBy'),
	);
	const speaking = action.properties.filter((property) =>
		[property, ...inside(property)].some(({ description = '' }) => /\bsorted\b/.test(description)),
	);
	expect(speaking.length).toBeGreaterThan(0);
	expect(speaking.map(shownFor).filter((each) => !sorting.map(shownFor).includes(each))).toEqual([]);
});

/** Two lines of n8n's canvas, where a new node is called like its action. */
const fitsTheCanvas = (words: string) => /^.{1,24}(?: .{1,24})?$/.test(words);

test('an action is short enough to be the name of a node', () => {
	const actions = action.properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [] }) => (options as INodePropertyOptions[]).map((option) => option.action ?? ''));
	expect(actions).toHaveLength(12);
	expect(actions.filter((words) => !fitsTheCanvas(words))).toEqual([]);
});

test('notices warn where a user would go wrong', () => {
	const told = notices.map(({ at, title }) => `${at}: ${title}`).join('\n');
	for (const words of [
		'this n8n only',
		'duplicate names',
		'one run',
		'Loop Over Items',
		'Return All',
		'rounds long IDs',
	])
		expect(told).toContain(words);
	const secretly = named.find(({ at }) => at === 'credential > authentication');
	expect(secretly?.entry.description).toContain('two hours');
});

test.each([action, trigger])('$displayName has a subtitle and icons, and is plain JSON', (description) => {
	expect(description.subtitle).toMatch(/^={{ .* }}$/);
	expect(description.icon).toMatchObject({
		light: expect.stringMatching(/\.svg$/) as string,
		dark: expect.stringMatching(/\.svg$/) as string,
	});
	expect(JSON.parse(JSON.stringify(description))).toEqual(description);
});
