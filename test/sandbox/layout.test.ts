import { circleAmong, importsOf, sourcesIn } from '../support/sources';

/** From the ground up: a folder imports from itself and from those before it; the files beside them from all. */
const floors = ['switches', 'http', 'world', 'routes', 'page'];

const floorOf = (path: string): number => {
	const at = floors.findIndex((floor) => path.startsWith(`sandbox/${floor}/`));
	return at < 0 ? floors.length : at;
};

test('a folder of the sandbox imports only from those below it', () => {
	const files = sourcesIn('sandbox');
	expect(new Set(files.map(floorOf)).size).toBe(floors.length + 1);
	const strays = files.flatMap((path) =>
		importsOf(path)
			.filter((target) => floorOf(target) > floorOf(path))
			.map((target) => `${path} → ${target}`),
	);
	expect(strays).toEqual([]);
});

test('no files of the sandbox import each other in a circle, types included', () => {
	expect(circleAmong(sourcesIn('sandbox'))).toEqual([]);
});
