import { retainedSizeOf } from '../heap-graph.ts';
import type { LeakDetector } from './detector.ts';

/** Whoever keeps this much without need is worth a look, whatever it is: bytes. */
const muchMemory = 1 << 20;

/** One object that holds a megabyte or more. */
export const oversize: LeakDetector = {
  name: 'over 1 MB',
  reason: 'It holds 1 MB or more, which is worth a look whatever it is.',
  prepare:
    ({ graph }) =>
    node =>
      retainedSizeOf(graph, node) >= muchMemory ? 'leak' : 'unsure',
};
