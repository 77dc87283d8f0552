// @ts-nocheck: the front end's sources are not made to be type-checked from outside.
/** Chrome DevTools' own heap snapshot engine for the process that loads it, for many files that are small. */
import { answersOf } from './devtools-answers.ts';
import { figuresOf, open } from './devtools-figures.ts';

// The engine lists what cannot be reached, of hundreds of files that are made to have such nodes.
console.warn = () => {};

export async function judgeTexts(text, base) {
  const [snapshot, before] = [await open([text]), await open([base])];
  // As the programs print it: plain objects alone.
  return JSON.parse(JSON.stringify({ figures: figuresOf(snapshot), answers: answersOf(snapshot, before) }));
}
