// How long requiring a package's nodes takes in a process that has n8n-workflow loaded, as n8n does. Without TypeScript
// hooks, which would slow down every file.
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';

const files = process.argv.slice(2);
const require = createRequire(files[0]);
require('n8n-workflow');
const start = performance.now();
for (const file of files) require(file);
process.stdout.write(String(performance.now() - start));
