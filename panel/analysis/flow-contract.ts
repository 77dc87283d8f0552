/** What the panel asks its workers for flow graphs, and what comes back. */
import type { WeightUnit } from '../../src/calltree/call-tree.ts';
import type { FlowUnit } from '../../src/flow/flow-graph.ts';
import type { FlowLayout } from '../../src/flow/flow-layout.ts';
import type { FlowPicture, FlowPictureOptions } from '../../src/flow/flow-picture.ts';
import type { Milliseconds } from '../../src/units.ts';
import type { Outcome } from '../outcome.ts';

/** How what the views show is to be drawn as a flow graph. */
export interface FlowRequest {
  readonly by: FlowUnit;
  readonly options: FlowPictureOptions;
  /** 1 is what the other views show; more are as many moments of the selected time, from its start to its end, by what was alive. */
  readonly moments: number;
}

export interface FlowAnswer {
  readonly unit: WeightUnit;
  readonly picture: FlowPicture;
  /** When each graph of the picture is of; empty for what the other views show. */
  readonly times: readonly Milliseconds[];
  /** Whether the graphs are those of two captures, the other and this one, and not moments of one. */
  readonly areCaptures: boolean;
  /** Whether all graphs are scaled to the total of the last, so that shares are compared. */
  readonly isScaled: boolean;
}

/** The worker that Graphviz runs in. */
export interface FlowLayouter {
  /** @param text of a graph, as `layoutText` writes it. */
  layout(text: string): Promise<Outcome<FlowLayout>>;
}
