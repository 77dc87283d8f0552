import { heldByConsole } from '../queries/only-held-by.ts';
import type { LeakDetector } from './detector.ts';

/** What the console alone holds goes when it is cleared. */
export const heldByDevTools: LeakDetector = {
  name: 'held by the console',
  reason: 'The console holds it, and lets go of it when it is cleared.',
  prepare({ graph }) {
    const isHeld = heldByConsole(graph);
    return node => (isHeld[node] === 1 ? 'no leak' : 'unsure');
  },
};
