// Removes what the last build left: a file that was renamed would be published for ever otherwise.
import { rmSync } from 'node:fs';

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
