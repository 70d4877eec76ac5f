/**
 * Breaks a source in one place after the other and runs the tests nearest to it: a breakage that no test notices is
 * printed. `npm run test:mutants -- nodes/api/ids.ts --with test/api`; without a file, all of what decides about
 * customers, and without tests, all that load the file, which takes minutes for each that survives. `--sample 50` tries
 * about fifty of them, always the same ones; `nodes/api/ids.ts:27` tries those of one line, as after a test was written.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import ts from 'typescript';

const FOLDERS = [
	'nodes/api',
	...['membership', 'sync', 'copy', 'customers'].map((each) => `nodes/ConvertlabGroups/${each}`),
];
/** How often as long as without a breakage the tests may take: one that makes a loop endless is noticed, too. */
const PATIENCE = 10;

interface Mutant {
	start: number;
	end: number;
	text: string;
}

const SWAPPED: Partial<Record<ts.SyntaxKind, string>> = {
	[ts.SyntaxKind.LessThanToken]: '<=',
	[ts.SyntaxKind.LessThanEqualsToken]: '<',
	[ts.SyntaxKind.GreaterThanToken]: '>=',
	[ts.SyntaxKind.GreaterThanEqualsToken]: '>',
	[ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
	[ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
	[ts.SyntaxKind.AmpersandAmpersandToken]: '||',
	[ts.SyntaxKind.BarBarToken]: '&&',
	[ts.SyntaxKind.PlusToken]: '-',
	[ts.SyntaxKind.MinusToken]: '+',
};

/** What may be broken at one node of the tree. */
function* breakagesOf(node: ts.Node): Generator<Mutant> {
	const whole = (text: string): Mutant => ({ start: node.getStart(), end: node.getEnd(), text });
	if (ts.isBinaryExpression(node)) {
		const { operatorToken: operator } = node;
		const text = SWAPPED[operator.kind];
		if (text) yield { start: operator.getStart(), end: operator.getEnd(), text };
	}
	if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
		const condition = ts.isIfStatement(node) ? node.expression : node.condition;
		yield { start: condition.getStart(), end: condition.getEnd(), text: `!(${condition.getText()})` };
	}
	if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
		yield whole(node.operand.getText());
	if (node.kind === ts.SyntaxKind.TrueKeyword) yield whole('false');
	if (node.kind === ts.SyntaxKind.FalseKeyword) yield whole('true');
	if (ts.isNumericLiteral(node) && !ts.isPropertyAssignment(node.parent)) yield whole(`${node.text} + 1`);
	// A call whose result nobody uses: what it was for is left out.
	if (ts.isExpressionStatement(node) && !ts.isYieldExpression(node.expression)) yield whole(';');
}

function mutantsOf(source: ts.SourceFile): Mutant[] {
	const found: Mutant[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
		found.push(...breakagesOf(node));
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

const sourcesIn = (folder: string): string[] =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => join(folder, name));

const [given, tests] = split(process.argv.slice(2), '--with');
const [names, [sample]] = split(given, '--sample');
const places = (names.length > 0 ? names : FOLDERS.flatMap(sourcesIn)).map((name) => name.split(':'));

function split(words: string[], at: string): [string[], string[]] {
	const index = words.indexOf(at);
	return index < 0 ? [words, []] : [words.slice(0, index), words.slice(index + 1)];
}

let endTests: () => unknown = () => undefined;

/** The tests end at the first that fails. @param limit in milliseconds */
async function isNoticed(file: string, limit?: number): Promise<boolean> {
	const which = tests.length > 0 ? tests : ['--findRelatedTests', file];
	const jest = execa('node_modules/.bin/jest', ['--silent', '--bail', ...which], {
		reject: false,
		detached: true,
		stdio: 'ignore',
		env: { TRUST_RUNS: '10' },
	});
	// Its workers too: one that a breakage has made loop would go on for ever, alone.
	endTests = () => jest.pid !== undefined && process.kill(-jest.pid, 'SIGKILL');
	const timer = limit === undefined ? undefined : setTimeout(endTests, limit);
	const { failed } = await jest;
	clearTimeout(timer);
	endTests = () => undefined;
	return failed;
}

/** Numbers from 0 to 1 that look random and are the same in every run. */
function* numbers(): Generator<number> {
	for (let seed = 1; ; seed = (seed * 48_271) % 2_147_483_647) yield seed / 2_147_483_647;
}

const sources = places.map(([file, only]) => {
	const text = readFileSync(file, 'utf8');
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
	const lineOf = ({ start }: Mutant) => source.getLineAndCharacterOfPosition(start).line + 1;
	const mutants = mutantsOf(source).filter((mutant) => only === undefined || lineOf(mutant) === Number(only));
	return { file, text, lineOf, mutants };
});
if (sample) {
	const all = sources.reduce((sum, { mutants }) => sum + mutants.length, 0);
	const random = numbers();
	for (const each of sources)
		each.mutants = each.mutants.filter(() => Number(random.next().value) < Number(sample) / all);
}

let survived = 0;
for (const { file, text, lineOf, mutants } of sources) {
	if (mutants.length === 0) continue;
	// An interrupted run leaves the file as it was.
	const restore = () => writeFileSync(file, text);
	const stop = () => {
		endTests();
		restore();
		process.exit(130);
	};
	process.once('SIGINT', stop).once('SIGTERM', stop);
	// Tests that fail anyway would notice everything.
	const startedAt = Date.now();
	if (await isNoticed(file)) throw new Error(`The tests of ${file} fail without a breakage, too.`);
	const limit = PATIENCE * (Date.now() - startedAt);
	console.log(`${file}: ${mutants.length} breakages`);
	try {
		for (const mutant of mutants) {
			const { start, end, text: put } = mutant;
			writeFileSync(file, text.slice(0, start) + put + text.slice(end));
			if (await isNoticed(file, limit)) continue;
			survived += 1;
			console.log(`  survived ${file}:${lineOf(mutant)}: ${text.slice(start, end)} → ${put}`);
		}
	} finally {
		restore();
		process.off('SIGINT', stop).off('SIGTERM', stop);
	}
}
console.log(`${survived} survived`);
process.exitCode = survived > 0 ? 1 : 0;
