import { visible } from './table.ts';

/** Tells a person what a program that reads the result need not know; it is said before the work begins. */
export function warn(sentence: string): void {
  process.stderr.write(`heapscope: ${visible(sentence)}\n`);
}
