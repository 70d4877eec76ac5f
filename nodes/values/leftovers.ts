import type { Unreadable } from './reading';

/** What programs leave where a value was meant to stand. */

const LEFTOVERS: Array<[found: RegExp, refusal: Unreadable]> = [
	[
		/\[object \w+\]|^\[?object Object\]?$/i,
		{
			wrong: 'comes from an expression that gives an object, not text',
			advice: 'Choose the field inside the object that holds the value.',
		},
	],
	[
		/^\{ *["']/,
		{
			wrong: 'is a whole object, written as text',
			advice: 'Choose the field inside the object that holds the value.',
		},
	],
	[
		/\{\{|\}\}|\$(?:json|node|input|items?|binary|fromAI)\b|\$\(["']/i,
		{
			wrong: 'is an expression that n8n did not evaluate',
			advice: 'Switch the field from Fixed to Expression; in data, check the step it comes from.',
		},
	],
	[
		/#(?:REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|N\/A|SPILL!|CALC!)|^#[\p{L}\d/_]+[!?]$|^#{2,}$|^#GETTING_DATA$/iu,
		{
			wrong: 'is a spreadsheet’s error, not a value',
			advice: 'Correct the formula in the spreadsheet, or widen the column, and read it again.',
		},
	],
];

/** Why a text in plain width is no value of any kind, if it is what a program left instead of one. */
export const leftoverIn = (text: string): Unreadable | undefined =>
	LEFTOVERS.find(([found]) => found.test(text))?.[1];

/** `1.38E+10`: of a long number a spreadsheet keeps what it shows. */
export const isShortened = (text: string): boolean => /^[+-]?\d+(?:[.,]\d+e[+-]?|e[+-])\d+$/i.test(text);

export const SHORTENED: Unreadable = {
	wrong: 'has lost its digits: a spreadsheet has shortened it',
	advice: 'Format the column as text in the spreadsheet, then enter the values again.',
};
