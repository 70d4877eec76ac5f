import { existsSync } from 'node:fs';
import ts from 'typescript';
import { sourcesIn, textOf } from '../support/sources';
import { catalogue, patternOf } from './catalogue';

/** What docs/troubleshooting.md says that people see: its headings of the third level. Those below are no messages. */
const quotedIn = (markdown: string): string[] =>
	[...markdown.matchAll(/^### +(.+)$/gm)].map(([, heading]) => heading.trim());

test('every message that troubleshooting quotes is one that the node says', () => {
	const quoted = quotedIn(textOf('docs/troubleshooting.md'));
	expect(quoted.length).toBeGreaterThan(30);
	const isSaid = (each: string) =>
		catalogue.some((line) => patternOf(each).test(line)) ||
		ELSEWHERE.some(([message]) => message.startsWith(each));
	expect(quoted.filter((each) => !isSaid(each))).toEqual([]);
});

test('a message that the node does not say is found', () => {
	const isSaid = (each: string) => catalogue.some((line) => patternOf(each).test(line));
	expect(isSaid('There are 5 groups named “…”')).toBe(true);
	expect(isSaid('There are 5 groups called “…”')).toBe(false);
	expect(quotedIn('## Groups\n\n### A …\n\n#### B\n')).toEqual(['A …']);
});

/** The literal parts of a message in the sources, the longest of which says which message it is. */
function longestPart(node: ts.Node): string {
	const parts: string[] = [];
	const visit = (each: ts.Node): void => {
		if (ts.isStringLiteralLike(each) || ts.isTemplateHead(each) || ts.isTemplateMiddleOrTemplateTail(each))
			parts.push(each.text.trim());
		// `condition ? 'one' : 'other'`: what surrounds it says which message it is.
		else if (!ts.isConditionalExpression(each) || each === node) ts.forEachChild(each, visit);
	};
	visit(node);
	return parts.sort((one, other) => other.length - one.length)[0] ?? '';
}

/** The messages of a source: the first argument of an InvalidParameter, and every `message` of a refusal. */
function messagesIn(path: string): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isNewExpression(node) && node.expression.getText() === 'InvalidParameter' && node.arguments?.[0])
			found.push(longestPart(node.arguments[0]));
		if (ts.isPropertyAssignment(node) && node.name.getText() === 'message')
			found.push(longestPart(node.initializer));
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest, true));
	return found.filter((part) => part.length >= 8);
}

/** Not in the catalogue, since it takes more than a run against the sandbox; what provokes it, or why nobody sees it. */
const ELSEWHERE: Array<[message: string, where: string]> = [
	['The group that this trigger watched (ID', 'test/trigger/goneGroup.test.ts'],
	['The run was stopped; nothing more was sent', 'n8n shows no error of a run that was stopped'],
	['DM Hub is slow to list the groups. You can also', 'test/picker/picker.test.ts'],
	['entries that cannot be read', 'test/values/list.test.ts'],
	[', but it is not known whether anybody else has it', 'test/people/meaningOfFound.test.ts'],
	['The connection to DM Hub is not secure (', 'test/api/networkError.test.ts'],
	['could not be sent:', 'test/api/networkError.test.ts'],
	['DM Hub returned a customer other than', 'test/operations/member/customerFields.open.test.ts'],
	['DM Hub did not list all groups: it listed some', 'test/api/groupPages.test.ts'],
	[', though the list ends with', 'test/api/sideBySide.emptyPages.test.ts'],
	[', so it is not known when that customer joined', 'test/api/membersJoined.test.ts'],
];

test('each test that provokes a message of its own is there', () => {
	const tests = ELSEWHERE.map(([, where]) => where).filter((where) => where.startsWith('test/'));
	expect(tests.filter((path) => !existsSync(path))).toEqual([]);
});

test('every message in the sources is in the catalogue', () => {
	const missing = sourcesIn('nodes')
		.flatMap(messagesIn)
		.filter(
			(part) =>
				!ELSEWHERE.some(([message]) => part.startsWith(message)) &&
				!catalogue.some((line) => line.includes(part)),
		);
	expect([...new Set(missing)]).toEqual([]);
});
