/** Plots over time: what the panel asks for. What comes back is `TimePlot` of `src/recording/history`. */
import type { Frame } from '../../src/calltree/frame.ts';
import type { FlowUnit } from '../../src/flow/flow-graph.ts';

/** A function, or everything on its source line. */
export interface PlotTarget {
  readonly by: FlowUnit;
  readonly frame: Frame;
}
