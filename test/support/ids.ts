/** The order of ids by value, told without the product’s own comparison: else both would be wrong alike. */
export const byValue = (one: number | string, other: number | string): number => {
	const difference = BigInt(one) - BigInt(other);
	return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
