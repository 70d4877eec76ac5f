/**
 * The countries’ codes (ITU E.164; none begins with another one) and how many digits the numbers of their people have
 * after it: landlines, mobile, personal and internet numbers. Where digits are added or dropped, this tells; the tests
 * hold it against libphonenumber.
 */
const LENGTHS: Array<[lengths: string, codes: string]> = [
	['8', '45 47 65 216 222 223 226 227 228 232 235 236 253 257 266 268 350 356 357 370 371 373 374'],
	['8', '382 386 389 502 503 504 505 506 509 591 598 689 852 853 965 968 973 974 993'],
	['9', '33 34 41 56 61 93 94 211 212 218 221 233 237 240 242 244 249 251 255 256 260 261 262 351'],
	['9', '375 380 420 590 594 596 966 992 994 995 996 998'],
	['8 9', '32 36 51 66 213 224 250 258 264 355 377 385 387 593 855 962 963 970 971'],
	['7', '238 239 246 248 269 291 297 501 592 673 674 679 680 691 692 960'],
	['10', '1 7 30 52 58 90 91 225 229 234'],
	['7 8', '230 241 267 372 507 599 670 675 961 975'],
	['8 9 10', '20 60 64 856 964 976'],
	['9 10', '44 81 84 92 263 881'],
	['7 9', '48 220 245 265 354 423'],
	['6', '298 299 672 681 687'],
	['7 8 9', '46 231 254 595 967'],
	['8 10', '57 378 850 977'],
	['5', '247 500 682'],
	['6 9', '40 376 508'],
	['7 8 9 10 11 12', '62 381 882'],
	['5 7', '676 677 678'],
	['10 11', '54 55'],
	['6 7 8 9 10', '95 880'],
	['7 8 9 10', '243 353'],
	['6 7 8 9', '252 359'],
	['8 9 10 11 12', '383 883'],
	['12', '878'],
	['5 6 7 8 9', '27'],
	['9 11', '31'],
	['6 7 8 9 10 11 12', '39'],
	['4 5 6 7 8 9 10 11 12 13', '43'],
	['5 6 7 8 9 10 11 12 13 14 15', '49'],
	['6 7 8 10', '53'],
	['6 8 9 10', '63'],
	['5 6 8 9 10 11', '82'],
	['7 8 9 10 11', '86'],
	['6 7 10', '98'],
	['4 5', '290'],
	['4 5 6 7 8 9 10 11', '352'],
	['5 6 7 8 9 10', '358'],
	['6 7 9', '421'],
	['6 7', '597'],
	['4 7', '683'],
	['5 6 7 10', '685'],
	['5 8', '686'],
	['5 6 7', '688'],
	['4 5 6 7', '690'],
	['9 12', '870'],
	['8 9 10 11', '886'],
	['8 9 11 12', '972'],
	// Assigned to the Vatican, which uses Italy’s so far.
	['6 7 8 9 10 11 12', '379'],
];

const lengthsByCode = new Map(
	LENGTHS.flatMap(([lengths, codes]) =>
		codes.split(' ').map((code) => [code, lengths.split(' ').map(Number)] as const),
	),
);

/** Their numbers begin with a zero of their own: what stands there is no trunk prefix (Italy, the Ivory Coast, Benin, …). */
const KEEPS_ZERO = new Set(['39', '225', '226', '229', '241', '242', '250', '378', '379', '881', '992']);

/** Where a wrong number is close at hand for our users, more than its length is known. */
const SHAPES: Record<string, RegExp> = {
	// Landlines keep their zero; only they are longer than ten digits.
	'39': /^(?:0[1-9]\d{4,10}|[1-9]\d{5,9})$/,
	// A mobile number; Beijing’s landlines (10); the other area codes, none of which begins with 1 or 86.
	'86': /^(?:1[3-9]\d{9}|10\d{5,8}|(?!1|86|0)\d{7,11})$/,
	'852': /^[2-9]\d{7}$/,
	'853': /^[268]\d{7}$/,
	'886': /^(?:9\d{8}|[2-8]\d{7,8}|70\d{8,9})$/,
};

/** The country code that digits begin with, and the rest; undefined where there is no such country. */
export function splitCountryCode(digits: string): { code: string; national: string } | undefined {
	for (const length of [1, 2, 3]) {
		const code = digits.slice(0, length);
		if (lengthsByCode.has(code)) return { code, national: digits.slice(length) };
	}
	return undefined;
}

export const hasLength = (code: string, length: number): boolean =>
	lengthsByCode.get(code)?.includes(length) === true;

/** How many digits a number has after its country’s code: `8`, `9 or 10`, `7 to 12`. */
export function lengthsOf(code: string): string {
	const lengths = lengthsByCode.get(code) ?? [];
	const [first, last] = [lengths[0], lengths[lengths.length - 1]];
	if (lengths.length > 2 && last - first === lengths.length - 1) return `${first} to ${last}`;
	return lengths.length === 1 ? String(first) : `${lengths.slice(0, -1).join(', ')} or ${last}`;
}

export const MAINLAND = /^1[3-9]\d{9}$/;

/** Where numbers of people may look like those of the mainland: Austria, Germany, Brazil, Israel. Elsewhere the code is wrong. */
const LIKE_MAINLAND = new Set(['43', '49', '55', '86', '972']);

/** Whether digits are a whole number of this country, as far as that can be told. */
function isNational(code: string, digits: string): boolean {
	const total = code.length + digits.length;
	if (total < 7 || total > 15 || (MAINLAND.test(digits) && !LIKE_MAINLAND.has(code))) return false;
	return SHAPES[code]?.test(digits) ?? hasLength(code, digits.length);
}

/**
 * The national numbers that the digits after a country code may be, without a trunk zero and without the code a second time
 * (`+44 (0)20 7946 0958`, `+852 85261234567`): one; none where nothing of them is a whole number of that country; two where
 * a plan is as open as Germany’s, and a long number may begin with the code again or like it.
 */
export function nationalsIn(code: string, written: string): string[] {
	const isWhole = (digits: string) => isNational(code, digits);
	const asWritten = withoutTrunkZero(code, written).find(isWhole);
	const inRest = afterCode(code, written).find(isWhole);
	const isOpen = asWritten !== undefined && inRest !== undefined && written.length >= 12;
	return isOpen ? [asWritten, inRest] : [asWritten ?? inRest].filter((digits) => digits !== undefined);
}

/** What stands after the same code, written again. A single 1 is none: it begins numbers of the mainland, too. */
function afterCode(code: string, written: string): string[] {
	const repeated = new RegExp(`^0{0,2}${code}`).exec(written)?.[0];
	return repeated === undefined || repeated === '1'
		? []
		: withoutTrunkZero(code, written.slice(repeated.length));
}

function withoutTrunkZero(code: string, digits: string): string[] {
	if (!digits.startsWith('0')) return [digits];
	return KEEPS_ZERO.has(code) ? [digits, digits.slice(1)] : [digits.slice(1)];
}
