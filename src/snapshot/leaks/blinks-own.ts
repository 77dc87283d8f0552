import { nodeTypeNumbers } from '../type-numbers.ts';
import type { LeakDetector } from './detector.ts';

/**
 * Boxes, styles and lists that Blink makes for what is in the page have the names of its C++ classes, and stay with what they are made for.
 * What code of a page can hold has the name of its interface: `Text`, `EventListener`, `<div>`.
 */
export const blinksOwn: LeakDetector = {
  name: "Blink's own",
  reason: 'Blink made it for itself, and lets go of it with what it is for.',
  prepare({ graph }) {
    const { nodes, strings } = graph.snapshot;
    const { native } = nodeTypeNumbers(graph.snapshot);
    const ofBlink = new TextEncoder().encode('blink::');
    return node =>
      nodes.type[node] === native && strings.startsWith(nodes.name[node] as number, ofBlink) ? 'no leak' : 'unsure';
  },
};
