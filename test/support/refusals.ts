import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Reason } from '../../nodes/api/errors';
import type { nodeError as makeError } from '../../nodes/editor/nodeError';
import type { NodeResult } from './run';

/**
 * What a refusal says beyond its facts, where the test is about that: each wording once. All messages in full stand in
 * test/messages/.
 */
const SAYINGS = {
	removalLimit: /more than the removal limit/,
	emptySource: /^The source for group .+ is empty/,
	nobodyKnown: /^DM Hub knows none of the people in the source/,
	loop: /^Sync Group is inside a loop/,
	nothingChanged: /^Nothing was changed in (this|any) group/,
	alreadyExists: /already exists$/,
	notTheSame: /is not the same for all items/,
	isEmpty: /is empty/,
	emptyExpression: /is empty: its expression returned nothing/,
	several: /^2 (customers have|groups named)|^There are 2 groups named/,
	didNotAdd: /did not add/,
	notKnownWhetherAdded: /It is not known whether the customers were added/,
	notKnownWhetherCreated: /It is not known whether .+ was created/,
	notKnownWhichIsNew: /It is not known which group named .+ is the new one/,
	notKnownWhetherDone: /It is not known whether it was done/,
	mayStillTakeEffect: /may still take effect/,
	addingAgainIsHarmless: /Adding a member again does no harm/,
	belongsToAnother: /belongs to customer \d+/,
	alsoOfAnotherItem: /is also in the fields of the new customer/,
	noRightToRead: /^The application in DM Hub may not read customers/,
	noRightToCreate: /^The application in DM Hub may not create customers/,
	whereRightsAre: /设置 > 开发与集成/,
	onTheWhitelist: /the address of this n8n is on the IP whitelist/,
	fiveTimes: /5 times in a row/,
	notAList: /is not a list of (members|customers)/,
	notACount: /is not a count/,
	stillHasMembers: /still has members and was not deleted/,
	unknownOrGroupGone: /no such customer in DM Hub, or the group was deleted meanwhile/,
	tooOld: /too old/,
	identitiesOfOthers: /^DM Hub returned identities of customers other than/,
	cannotCreateWithIt: /no customer can be created with it/,
	oneFilterOnly: /Only one of the filters/,
	sameMembersAgain: /returned the same members again/,
	ofAnotherGroup: /^DM Hub returned memberships of another group/,

	refusedConnection: /the server refused the connection/,
	notBefore: /not to be called before \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/,
	refusedToken: /^DM Hub refused the access token/,
	fiveTokens: /refused five tokens in a row/,
	twoHours: /expire after two hours/,
	refusedApp: /^DM Hub refused the App ID or Secret/,
	noResponse: /^No (complete )?response/,
} as const;

/** What a run did before it stopped, as the description of its error says it. */
type Done = Partial<Record<'added' | 'removed' | 'changed' | 'created' | 'deleted' | 'checked', number>>;

export interface Facts {
	/** The input item, counted from 0. */
	item?: number;
	/** The stable word for IF and Switch. */
	reason?: Reason;
	/** The field by its label in the editor, with which the message begins. */
	field?: string;
	/** What is not known has to be stated: without it the outcome must be known. */
	outcome?: 'unknown';
	/** As the input names the customer. */
	customer?: string | number;
	customerId?: string | number;
	listId?: string | number;
	code?: string;
	httpStatus?: number;
	/** DM Hub's own words, quoted in the message. */
	words?: string;
	/** Values that message or description quote: names, ids, numbers. */
	names?: ReadonlyArray<string | number>;
	says?: keyof typeof SAYINGS | ReadonlyArray<keyof typeof SAYINGS>;
	done?: Done;
}

/** A group that is gone: said where a read answers with nothing; else DM Hub’s own refusal, which may be about a right, too. */
export const goneGroup = (reads: 'empty' | 'refuse'): Facts =>
	reads === 'empty' ? { reason: 'groupNotFound' } : { code: '40201', words: 'permission is not enough' };

/** Why a run ended, as the node knew it: n8n's error holds texts only. By the `context` that n8n's copies share. */
const causes = new WeakMap<object, IDataObject>();

interface Failure {
	cause: unknown;
	customer?: unknown;
	customerId?: unknown;
	listId?: unknown;
}

/** The node's own `nodeError`, and what it was told kept for the matcher. */
export const remembering =
	(nodeError: typeof makeError): typeof makeError =>
	(node, failure, ...rest) => {
		const error = nodeError(node, failure, ...rest);
		const { reason, code, httpStatus, outcome, customer } = failure.cause as IDataObject;
		const more = failure as Failure;
		causes.set(error.context, {
			...{ reason, code, httpStatus, outcome },
			customer: more.customer ?? customer,
			customerId: more.customerId,
			listId: more.listId,
		} as IDataObject);
		return error;
	};

type RunError = Pick<NonNullable<NodeResult['error']>, 'message' | 'description'> & { context?: IDataObject };
type Failed =
	| (Pick<NodeResult, 'items' | 'refused'> & { error?: RunError })
	| RunError
	| INodeExecutionData
	| INodeExecutionData[]
	| undefined;

type Result = Extract<Failed, { refused: unknown }>;
const isResult = (failed: Result | RunError | INodeExecutionData): failed is Result => 'refused' in failed;
const isItem = (failed: RunError | INodeExecutionData): failed is INodeExecutionData => 'json' in failed;

interface Refused {
	item?: number;
	message: string;
	description: string;
	details: IDataObject;
}

const ofError = ({ message, description, context }: RunError): Refused => ({
	item: context?.itemIndex as number | undefined,
	message: message.replace(/ \[item \d+\]$/, ''),
	description: description ?? '',
	details: (context && causes.get(context)) ?? {},
});

const itemOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number } | undefined)?.item;

const ofItem = (output: INodeExecutionData): Refused => {
	const details = (output.json.details ?? {}) as IDataObject;
	return {
		item: itemOf(output),
		message: String(output.json.error),
		description: String(details.description ?? ''),
		details,
	};
};

/** All failures that were handed to the matcher, those of other items left out. */
function refusedIn(failed: Failed, item?: number): Refused[] {
	if (failed === undefined) return [];
	if (Array.isArray(failed)) return failed.map(ofItem);
	if (isResult(failed)) {
		if (failed.error) return [ofError(failed.error)];
		return [...failed.refused, ...failed.items.filter(({ json }) => json.error !== undefined)]
			.map(ofItem)
			.filter((refused) => item === undefined || refused.item === item);
	}
	return [isItem(failed) ? ofItem(failed) : ofError(failed)];
}

const text = (value: unknown) => (value === undefined ? undefined : String(value));

/** The facts that are wanted, as this refusal has them: what fits is given back as it was wanted. */
function factsOf({ item, message, description, details }: Refused, wanted: Facts): Facts {
	const both = `${message}\n${description}`;
	const found: Record<string, unknown> = { outcome: details.outcome };
	for (const name of ['reason', 'customer', 'code', 'httpStatus'] as const)
		if (name in wanted) found[name] = details[name];
	for (const name of ['customerId', 'listId'] as const)
		if (name in wanted)
			found[name] = text(details[name]) === text(wanted[name]) ? wanted[name] : details[name];
	if ('item' in wanted) found.item = item;
	if (wanted.field !== undefined)
		found.field = new RegExp(`^“?${wanted.field.replace(/[()%]/g, '\\$&')}(?!\\w)`).test(message)
			? wanted.field
			: message;
	if (wanted.words !== undefined) found.words = message.includes(wanted.words) ? wanted.words : message;
	if (wanted.names)
		found.names = wanted.names.map((name) =>
			holds(both, String(name)) ? name : `${name} is not in ${both}`,
		);
	if (wanted.says) {
		const fits = (saying: keyof typeof SAYINGS): string =>
			SAYINGS[saying].test(message) || SAYINGS[saying].test(description) ? saying : both;
		found.says = typeof wanted.says === 'string' ? fits(wanted.says) : wanted.says.map(fits);
	}
	if (wanted.done)
		found.done = Object.fromEntries(
			Object.keys(wanted.done).map((verb) => [verb, countDone(description, verb) ?? description]),
		);
	return found as Facts;
}

/** As a whole: 7 is not in 78. */
const holds = (whole: string, name: string): boolean =>
	whole
		.split(name)
		.slice(0, -1)
		.some((before, at, parts) => {
			const after = whole.slice(parts.slice(0, at + 1).join(name).length + name.length);
			const isDigit = (character?: string) => character !== undefined && /\d/.test(character);
			return !((isDigit(name[0]) && isDigit(before.at(-1))) || (isDigit(name.at(-1)) && isDigit(after[0])));
		});

function countDone(description: string, verb: string): number | undefined {
	const [, count] = new RegExp(`(No|[\\d,]+) \\w+ (?:was|were) ${verb} before this`).exec(description) ?? [];
	return count === undefined ? undefined : count === 'No' ? 0 : Number(count.replaceAll(',', ''));
}

/**
 * A whole result, the error of a run, a failed item or several (then each of them) against facts. Of a result that went
 * on, it is the failure of `facts.item`.
 */
expect.extend({
	toBeRefused(received: Failed, facts: Facts) {
		const refused = refusedIn(received, facts.item);
		const found = refused.map((one) => factsOf(one, facts));
		const wanted = refused.map(() => ({ outcome: undefined, ...facts }));
		const pass = refused.length > 0 && this.equals(found, wanted);
		return {
			pass,
			message: () =>
				refused.length === 0
					? 'Nothing was refused'
					: pass
						? `Refused like that: ${this.utils.printReceived(refused)}`
						: `${this.utils.diff(wanted, found) ?? ''}\n\n${refused.map(({ message }) => message).join('\n')}`,
		};
	},
});
