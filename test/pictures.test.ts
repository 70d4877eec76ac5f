import { readdirSync } from 'node:fs';
import { ConvertlabApi } from '../credentials/ConvertlabApi.credentials';
import { ConvertlabGroups } from '../nodes/ConvertlabGroups/ConvertlabGroups.node';
import { ConvertlabGroupsTrigger } from '../nodes/ConvertlabGroupsTrigger/ConvertlabGroupsTrigger.node';
import { exampleLook } from './e2e/exampleLook';
import { textsIn } from './e2e/texts';
import { textOf } from './support/sources';

/** Which texts of ours each picture of the docs shows, and how its example looked: test/e2e/pictures.ts writes it down. */
const taken = JSON.parse(textOf('docs/images/shown.json')) as {
	[picture: string]: { texts: string[]; example?: string };
};
const retake = 'Take the pictures anew: npm run test:e2e -- --images';

test('every picture of the docs says what it shows', () => {
	const pictures = readdirSync('docs/images').filter((file) => file.endsWith('.png'));
	expect(pictures.map((file) => file.slice(0, -'.png'.length)).sort()).toEqual(Object.keys(taken).sort());
	expect(Object.values(taken).filter(({ texts }) => texts.length > 3).length).toBeGreaterThan(8);
});

test('no picture is older than a text on it', () => {
	const today = textsIn([
		new ConvertlabGroups().description,
		new ConvertlabGroupsTrigger().description,
		new ConvertlabApi(),
	]);
	const gone = Object.entries(taken).flatMap(([picture, { texts }]) =>
		texts.filter((text) => !today.has(text)).map((text) => `${picture}.png shows “${text}”. ${retake}`),
	);
	expect(gone).toEqual([]);
});

test('no picture is older than its example', () => {
	const old = Object.entries(taken)
		.filter(([picture]) => picture.startsWith('example-'))
		.filter(([picture, { example }]) => example !== exampleLook(picture.slice('example-'.length)))
		.map(([picture]) => `${picture}.png. ${retake}`);
	expect(old).toEqual([]);
});
