import type { Bytes } from '../units.ts';

/**
 * Where sampling takes half of the speed of a page that allocates as much as it can: about 4.5 KB. A sample costs the same at any
 * interval, so that their number counts; `npm run bench:overhead` measured 3, 13 and 45 % at 128, 32 and 4 KB (docs/figures.md).
 */
const half = 4500;

/** The share of its speed that allocation sampling at an interval takes a page that allocates all the time, 0 to 1. */
export function samplingCost(interval: Bytes): number {
  return half / (half + interval);
}
