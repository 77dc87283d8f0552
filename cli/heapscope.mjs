#!/usr/bin/env node
/** What `npx heapscope` starts: it is there before the program is built, so that npm can link to it. */
import { existsSync } from 'node:fs';

const program = new URL('../dist/cli/heapscope.mjs', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write('heapscope: It is not built yet: run "npm run build" first.\n');
  process.exitCode = 2;
}
