import { blinksOwn } from './blinks-own.ts';
import { detachedDom } from './detached-dom.ts';
import type { LeakDetector } from './detector.ts';
import { heldByDevTools } from './held-by-devtools.ts';
import { internals } from './internals.ts';
import { oversize } from './oversize.ts';
import { unmountedFiber } from './unmounted-fiber.ts';

/** Asked in this order, the most special first: the first that is not unsure decides. */
export const detectors: readonly LeakDetector[] = [
  internals,
  heldByDevTools,
  detachedDom,
  unmountedFiber,
  oversize,
  blinksOwn,
];
