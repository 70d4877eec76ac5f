import {
	advised,
	isLost,
	isShortened,
	isUnreadable,
	LOST,
	readWritten,
	SHORTENED,
	type Reading,
} from './reading';

/** A value that identifies somebody and means something only to those who gave it: a member number, an OpenID. */
export interface Identity {
	/** In plain width, without what is wrapped around it. Case matters. */
	key: string;
	/** As it was written, for a DM Hub into which it was imported like that. The same as the key mostly. */
	given: string;
}

/** DM Hub’s limit. */
const LONGEST_IDENTITY = 128;

const EXAMPLE = 'Enter the value exactly as in DM Hub, such as a member number.';
/** `VIP-undefined`: every row without a number would be one and the same customer. */
const HALF_MISSING = /(?<!\p{L})(?:undefined|null|NaN)(?!\p{L})/u;

const WECHAT_EXAMPLE =
	'An OpenID or a UnionID looks like o6_bmjrPTlm6_2sgVt7hMZOPfL2M: letters, digits, hyphens and underscores. A WeChat nickname (昵称) or account (微信号) is not one.';

/** A value of an identity type of the tenant’s own. */
export function readIdentity(raw: unknown): Reading<Identity> {
	const written = readWritten(raw);
	if (isUnreadable(written)) return advised(written, EXAMPLE);
	const { given, plain } = written.value;
	if (isShortened(plain)) return SHORTENED;
	if (isLost(plain)) return LOST;
	if (HALF_MISSING.test(plain))
		return {
			wrong: 'holds a word for a missing value',
			advice: 'Check the expression or the step that puts it together.',
		};
	if (plain.length > LONGEST_IDENTITY)
		return {
			wrong: `has ${plain.length} characters: DM Hub takes at most ${LONGEST_IDENTITY}`,
			advice: 'Check that the field holds one value only.',
		};
	return { value: { key: plain, given: given.length > LONGEST_IDENTITY ? plain : given } };
}

/** An OpenID or a UnionID. */
export function readWechatId(raw: unknown): Reading<Identity> {
	const identity = readIdentity(raw);
	if (isUnreadable(identity))
		return identity.advice === EXAMPLE ? { ...identity, advice: WECHAT_EXAMPLE } : identity;
	const strange = /[^\w-]/u.exec(identity.value.key)?.[0];
	return strange === undefined
		? identity
		: {
				wrong: `is neither an OpenID nor a UnionID of WeChat: it contains ${strange === ' ' ? 'a space' : `“${strange}”`}`,
				advice: WECHAT_EXAMPLE,
			};
}
