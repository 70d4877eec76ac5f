/** The steps of the demo video, as docs/demo-video.md has them; take.ts plays them. */
export const takeSteps = [
	'Install the package',
	'Try a wrong Secret',
	'Enter the right Secret',
	'Bring three people',
	'Make a group for them',
	'Add them',
	'Export the group',
	'Watch the group',
	'Add one more person',
	'See the trigger fire',
] as const;

export type TakeStep = (typeof takeSteps)[number];
