import type { Case } from './cases';
import type { Job, Way } from './jobs';
import type { Measurement, Outcome } from './measuring';

/** All measurements of a run of the bench. */
export class Findings {
	private readonly outcomes = new Map<string, Outcome[]>();

	add(job: Job, way: Way, outcome: Outcome): void {
		const known = this.outcomes.get(key(job, way));
		if (known) known.push(outcome);
		else this.outcomes.set(key(job, way), [outcome]);
	}

	/** The middle one by time; why there is none, when none went well. */
	of(job: Job, way: Way): Outcome | undefined {
		const all = this.outcomes.get(key(job, way)) ?? [];
		const made = all.filter((outcome) => 'seconds' in outcome);
		return made.length > 0 ? middle(made) : all[0];
	}

	/** How many times as long: the median of the rounds, each against what was measured beside it. */
	ratio(job: Job, way: Way, otherJob: Job, ...others: Way[]): number | undefined {
		const ratios = (this.outcomes.get(key(job, way)) ?? []).flatMap((outcome, round) => {
			const against = others.map((other) => this.outcomes.get(key(otherJob, other))?.[round]);
			if (!('seconds' in outcome) || against.some((each) => !each || !('seconds' in each))) return [];
			return [outcome.seconds / against.reduce((sum, each) => sum + (each as Measurement).seconds, 0)];
		});
		return ratios.sort((one, other) => one - other)[Math.floor((ratios.length - 1) / 2)];
	}

	/** Bytes that the most memory held for a job was above that for another. */
	peakAbove(job: Job, otherJob: Job, way: Way): number | undefined {
		const [outcome, other] = [this.of(job, way), this.of(otherJob, way)];
		return outcome && other && 'peak' in outcome && 'peak' in other ? outcome.peak - other.peak : undefined;
	}

	/** The most requests that a job took. */
	requests(job: Job, way: Way): number | undefined {
		const counts = (this.outcomes.get(key(job, way)) ?? []).flatMap((each) =>
			'requests' in each ? [each.requests] : [],
		);
		return counts.length > 0 ? Math.max(...counts) : undefined;
	}

	/** Whether enough was measured of this for a line in the table. */
	has({ job, ways }: Case): boolean {
		return ways.some((way) => this.outcomes.has(key(job, way)));
	}
}

/** One that was really made, so that its figures belong together. */
function middle(measurements: Measurement[]): Measurement {
	const sorted = [...measurements].sort((one, other) => one.seconds - other.seconds);
	return sorted[Math.floor((sorted.length - 1) / 2)];
}

const key = (job: Job, way: Way) => JSON.stringify([way, ...Object.entries(job).sort()]);
