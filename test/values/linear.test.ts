import { readLongId } from '../../nodes/values/longId';
import { readDay } from '../../nodes/values/day';
import { readEmail } from '../../nodes/values/email';
import { readGender } from '../../nodes/values/gender';
import { readIdentity, readWechatId } from '../../nodes/values/identity';
import { valuesIn } from '../../nodes/values/list';
import { isWholeMobile, readMobile } from '../../nodes/values/mobile';
import { readMoment } from '../../nodes/values/moment';
import { isUnreadable } from '../../nodes/values/reading';
import { readName, readText } from '../../nodes/values/text';

/** No input takes time that grows with the square of its length: 100 kB of it blocked n8n for seconds. */

const oneValue: Array<[name: string, read: (raw: unknown) => unknown]> = [
	['mobile number', readMobile],
	['email', readEmail],
	['identity', readIdentity],
	['WeChat ID', readWechatId],
	['customer ID', readLongId],
	['gender', readGender],
	['day', (raw) => readDay(raw, 'Asia/Shanghai')],
	['moment', (raw) => readMoment(raw, 'start')],
];

/** What costs most in the parts of the readers: separators, brackets, quotes, marks, what nobody sees, words, digits. */
const costly = [
	...[
		'1',
		'1 ',
		'-',
		'(',
		'()',
		'[',
		'"',
		"'",
		'“',
		'=',
		'+',
		'.',
		'0.',
		'@',
		'a@',
		'.a',
		'<',
		':',
		'a:',
		'a ',
		' ',
	],
	...[
		'\u0301',
		'e\u0301',
		'\u200b',
		'\ufeff',
		'\u3000',
		'张',
		'\ud83d',
		'#',
		'{{',
		'[object ',
		'1e',
		'1/',
		'年',
		'转',
		'、',
	],
	...[
		'“a,',
		'"a,',
		"'a,",
		'"a"x,',
		'[a],',
		'13800138000,',
		'13800138000 ',
		',',
		'\n',
		'{"',
		'$',
		'&',
		'%40',
		'mailto:',
	],
];

test.each(oneValue)('a %s is refused for its length before anything in it is looked at', (_name, read) => {
	for (const part of costly) {
		const text = `1${part.repeat(1_000_000 / part.length)}1`;
		const reading = read(text) as { wrong: string };
		expect([part, reading.wrong]).toEqual([
			part,
			expect.stringMatching(/characters: too many for one value$/),
		]);
	}
});

const longer: Array<[name: string, read: (raw: string) => unknown]> = [
	['text', readText],
	['name', readName],
	['list of mobile numbers', (raw) => listed(raw, isWholeMobile)],
	['list of identities', (raw) => listed(raw, (value) => !isUnreadable(readIdentity(value)))],
];

const listed = (raw: string, isWhole: (value: unknown) => boolean) => {
	const list = valuesIn(raw, isWhole);
	return isUnreadable(list) ? list : list.value.length;
};

/** Microseconds of the processor, of the quickest of three runs: what else the machine does adds to the others. */
function cost(run: () => unknown): number {
	let least = Infinity;
	for (let round = 0; round < 3; round += 1) {
		const before = process.cpuUsage().user;
		run();
		least = Math.min(least, process.cpuUsage().user - before);
	}
	return least;
}

/** Whether ten times the length costs some ten times as much, and not a hundred: the square does so every time. */
function isLinear(run: (text: string) => unknown, short: string, long: string): boolean {
	for (let attempt = 0; attempt < 5; attempt += 1)
		if (cost(() => run(long)) <= 40 * cost(() => run(short)) + 1000) return true;
	return false;
}

test.each(longer)(
	'a %s of ten times the length takes some ten times as long, not a hundred',
	(_name, read) => {
		const slow = costly.filter((part) => {
			const [short, long] = [10_000, 100_000].map((length) => part.repeat(length / part.length));
			return !isLinear(read, short, long);
		});
		expect(slow).toEqual([]);
	},
);

test.each(oneValue)('a %s of the greatest length is no square of one of a tenth', (_name, read) => {
	const slow = costly.filter((part) => {
		const [short, long] = [49, 490].map((length) => `1${part.repeat(length).slice(0, length)}`);
		return !isLinear((text) => Array.from({ length: 20 }, () => read(text)), short, long);
	});
	expect(slow).toEqual([]);
});
