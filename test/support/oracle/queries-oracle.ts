// @ts-nocheck: the front end's sources are not made to be type-checked from outside.
/** Prints what Chrome DevTools' own heap snapshot engine answers to its views as one line of JSON: `queries-oracle FILE [BASE]`. */
import fs from 'node:fs';
import { answersOf } from './devtools-answers.ts';
import { open } from './devtools-figures.ts';

const [snapshot, base] = await Promise.all(
  process.argv.slice(2).map(file => open(fs.createReadStream(file, { encoding: 'utf8' }))),
);
process.stdout.write(JSON.stringify(answersOf(snapshot, base)), () => process.exit(0));
