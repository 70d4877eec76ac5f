import { randomBytes } from 'node:crypto';

export interface App {
	appId: string;
	secret: string;
}

/** One living token per application: issuing one kills the one before (recorded). */
export class Tokens {
	readonly apps = new Map<string, string>();
	/** ms */
	lifetime = 7_200_000;
	issued = 0;
	/** Always works, as the token a person copies into the "Access Token" credential. */
	fixed: string;
	private living = new Map<string, { token: string; expiresAt: number }>();

	constructor(apps: App[], fixed: string) {
		for (const { appId, secret } of apps) this.apps.set(appId, secret);
		this.fixed = fixed;
	}

	issue(appId: string, odd: boolean): string {
		this.issued++;
		const token = randomBytes(16).toString('hex') + (odd ? '&=+/ %#"' : '');
		this.living.set(appId, { token, expiresAt: Date.now() + this.lifetime });
		return token;
	}

	accepts(token: string | undefined): boolean {
		if (!token) return false;
		if (token === this.fixed) return true;
		return [...this.living.values()].some((each) => each.token === token && each.expiresAt > Date.now());
	}

	expire(): void {
		this.living.clear();
	}
}
