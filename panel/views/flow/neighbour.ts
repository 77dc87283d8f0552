import type { FlowLayout, Point } from '../../../src/flow/flow-layout.ts';
import type { FlowPicture } from '../../../src/flow/flow-picture.ts';

const sides: Readonly<Record<string, Point>> = { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 } };
/** Going sideways, a step up or down counts as so many to the side. */
const sideways = 4;

/** The node that an arrow key leads to: up to the heaviest caller, down to the heaviest called, or to the next beside; -1 for none. */
export function neighbourOf(key: string, node: number, { edges }: FlowPicture, { nodes }: FlowLayout): number {
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const [near, far] = key === 'ArrowDown' ? (['from', 'to'] as const) : (['to', 'from'] as const);
    const heaviest = edges
      .filter(edge => edge[near] === node)
      .reduce<(typeof edges)[number] | null>(
        (best, edge) => (best && weightOf(best) >= weightOf(edge) ? best : edge),
        null,
      );
    return heaviest ? heaviest[far] : -1;
  }
  const side = sides[key];
  const from = nodes[node];
  if (!side || !from) return -1;
  let nearest = { node: -1, distance: Number.POSITIVE_INFINITY };
  nodes.forEach(({ x, y }, other) => {
    const along = (x - from.x) * side.x;
    const distance = along + sideways * Math.abs(y - from.y);
    if (other !== node && along > 0 && distance < nearest.distance) nearest = { node: other, distance };
  });
  return nearest.node;
}

const weightOf = ({ weight }: { weight: readonly number[] }): number => Math.max(...weight);
