import { type Signal, signal } from '@preact/signals';
import type { FlowUnit } from '../../src/flow/flow-graph.ts';
import { defaultPicture } from '../../src/flow/flow-picture.ts';
import type { FlowRequest } from '../analysis/flow-contract.ts';

/** What a person has chosen in the view of flow graphs. */
export interface FlowChoice {
  readonly by: Signal<FlowUnit>;
  /** See `FlowRequest.moments`. */
  readonly moments: Signal<number>;
  readonly minNodeFraction: Signal<number>;
  readonly minEdgeFraction: Signal<number>;
  readonly collapse: Signal<boolean>;
  readonly sizeByLocal: Signal<boolean>;
  /** Whether the places are listed in place of the picture. */
  readonly asTable: Signal<boolean>;
  /** What is looked for in the picture. */
  readonly search: Signal<string>;
}

export function createFlowChoice(): FlowChoice {
  return {
    by: signal<FlowUnit>('function'),
    moments: signal(1),
    minNodeFraction: signal(defaultPicture.minNodeFraction),
    minEdgeFraction: signal(defaultPicture.minEdgeFraction),
    collapse: signal(defaultPicture.collapse),
    sizeByLocal: signal(false),
    asTable: signal(false),
    search: signal(''),
  };
}

export function flowRequestOf(choice: FlowChoice): FlowRequest {
  return {
    by: choice.by.value,
    moments: choice.moments.value,
    options: {
      minNodeFraction: choice.minNodeFraction.value,
      minEdgeFraction: choice.minEdgeFraction.value,
      mostNodes: defaultPicture.mostNodes,
      collapse: choice.collapse.value,
    },
  };
}
