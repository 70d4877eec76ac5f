/** n8n's scanner as far as it is called here; it has no types of its own. */
declare module '@n8n/scan-community-package/scanner/scanner.mjs' {
	interface Finding {
		passed: boolean;
		message: string;
		/** What was found, one line each. */
		details?: string;
	}
	export const SOURCE_FILE_PATTERNS: string[];
	export function analyzePackage(directory: string, patterns: string[]): Promise<Finding>;
	export function analyzePackageByName(name: string, version: string): Promise<Finding>;
}
