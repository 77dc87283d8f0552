// @ts-nocheck: the front end's sources are not made to be type-checked from outside.
/** Chrome DevTools' own heap snapshot engine as a program: prints what it finds in a file as one line of JSON. */
import fs from 'node:fs';
import { figuresOf, open } from './devtools-figures.ts';

const [file] = process.argv.slice(2);
const snapshot = await open(fs.createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 }));
process.stdout.write(JSON.stringify(figuresOf(snapshot)), () => process.exit(0));
