import fc from 'fast-check';
import { Metadata } from 'libphonenumber-js/core';
import parsePhoneNumber, { type PhoneNumber } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json';

/** What libphonenumber knows about the numbers of a country’s people. */
interface NumberType {
	pattern(): string;
	possibleLengths(): number[] | undefined;
}

interface NumberingPlan {
	possibleLengths(): number[];
	nationalPrefix(): string | undefined;
	type(name: string): NumberType | undefined;
}

const TYPES = ['FIXED_LINE', 'MOBILE', 'PERSONAL_NUMBER', 'VOIP'];

/** Country codes with their countries; satellite phones and the like have none. */
export const countriesByCode: Array<[code: string, countries: string[]]> = Object.entries(
	metadata.country_calling_codes as Record<string, string[]>,
);
/** Of the codes without a country those that people have numbers of: satellites and networks, no toll-free services. */
export const codesWithoutCountry = ['870', '878', '881', '882', '883'];

const Plans = Metadata as unknown as new (data: object) => {
	selectNumberingPlan(country?: string, code?: string): void;
	numberingPlan: NumberingPlan;
};

function planOf(country: string | undefined, code: string): NumberingPlan {
	const plans = new Plans(metadata);
	plans.selectNumberingPlan(country, country === undefined ? code : undefined);
	return plans.numberingPlan;
}

const planned = (plan: NumberingPlan): NumberType[] =>
	TYPES.map((name) => plan.type(name)).filter((type) => type !== undefined);

/** How many digits the numbers behind a country code have, ascending. */
export function lengthsBehind(code: string, countries: string[]): number[] {
	const plans =
		countries.length > 0 ? countries.map((country) => planOf(country, code)) : [planOf(undefined, code)];
	const lengths = plans.flatMap((plan) =>
		planned(plan).flatMap((type) => type.possibleLengths() ?? plan.possibleLengths()),
	);
	return [...new Set(lengths)].sort((one, other) => one - other);
}

/** Numbers that libphonenumber calls valid in a country, landlines and mobile ones, drawn from its own patterns. */
export function validNumbers(country: string, code: string): fc.Arbitrary<PhoneNumber> {
	const patterns = planned(planOf(country, code))
		.map((type) => type.pattern())
		.filter((pattern) => pattern !== '');
	return fc
		.oneof(...patterns.map((pattern) => fc.stringMatching(new RegExp(`^(?:${pattern})$`))))
		.map((national) => parsePhoneNumber(`+${code}${national}`))
		.filter((number): number is PhoneNumber => number?.isValid() === true);
}

/** Whether the people of a country dial a zero in front of the area code. */
export const hasTrunkZero = (country: string, code: string): boolean =>
	planOf(country, code).nationalPrefix() === '0';
