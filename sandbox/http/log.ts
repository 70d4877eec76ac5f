export interface LoggedRequest {
	method: string;
	path: string;
	/** The request line's target as it came, nothing decoded. */
	url: string;
	query: Record<string, string>;
	headers: Record<string, string | string[] | undefined>;
	/** As it came. */
	body: string;
	/** 0 until answered, and for ever when the connection broke instead. */
	status: number;
	/** ms; when the whole request had arrived. */
	at: number;
	/** The kind of fault that struck it. */
	fault?: string;
}

const kept = 200_000;

export class RequestLog {
	/** Oldest first; the same array for the life of the sandbox. */
	readonly requests: LoggedRequest[] = [];
	maxInFlight = 0;
	private inFlight = 0;

	begin(): void {
		this.inFlight++;
		this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
	}

	end(): void {
		this.inFlight--;
	}

	add(request: LoggedRequest): void {
		// A benchmark must not fill the memory with its own history.
		if (this.requests.length >= kept) this.requests.splice(0, kept / 2);
		this.requests.push(request);
	}

	clear(): void {
		this.requests.length = 0;
		this.maxInFlight = this.inFlight;
	}
}
