import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '../..');

/** Paths from the repository's root, with `/`, of the sources below these folders; a folder that isn't there has none. */
export function sourcesIn(...folders: string[]): string[] {
	return folders
		.filter((folder) => existsSync(join(root, folder)))
		.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
		.filter((entry) => entry.isFile() && /\.(ts|mjs|js)$/.test(entry.name))
		.map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
		.filter((path) => !/(^|\/)(node_modules|\.state|\.out|dist)\//.test(path));
}

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The sources of the repository that a file imports, type-only imports and re-exports included. */
export function importsOf(path: string): string[] {
	return ts
		.preProcessFile(textOf(path))
		.importedFiles.map(({ fileName }) => fileName)
		.filter((name) => name.startsWith('.'))
		.flatMap((name) => {
			const target = join(dirname(path), name).split(sep).join('/');
			return (
				[`${target}.ts`, `${target}/index.ts`, target].find((each) => /\.\w+$/.test(each) && exists(each)) ??
				[]
			);
		});
}

const exists = (path: string) => existsSync(join(root, path));

/** The first circle of imports that is found among these files: its files, the first one again at the end. */
export function circleAmong(files: string[]): string[] {
	const among = new Set(files);
	const done = new Set<string>();
	const visit = (file: string, way: string[]): string[] => {
		if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
		if (done.has(file)) return [];
		for (const next of importsOf(file).filter((each) => among.has(each))) {
			const circle = visit(next, [...way, file]);
			if (circle.length > 0) return circle;
		}
		done.add(file);
		return [];
	};
	return files.map((file) => visit(file, [])).find((circle) => circle.length > 0) ?? [];
}
