import type { SideFigure } from './call-tree.ts';

/** For each figure beside a weight, something of it. */
export type Sides<Of> = Readonly<Partial<Record<SideFigure, Of>>>;

/** For each figure beside a weight: for each node, the figure of the node alone. */
export type SideSelves = Sides<Float64Array>;

/** Makes something of each figure that is there. */
export function mapSides<From, To>(sides: Sides<From>, make: (side: From) => To): Sides<To> {
  const entries = Object.entries(sides).map(([figure, side]) => [figure, make(side)]);
  return Object.fromEntries(entries) as Sides<To>;
}
