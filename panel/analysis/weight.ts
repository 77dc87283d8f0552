import type { CallTree } from '../../src/calltree/call-tree.ts';
import type { ShownWeight } from './contract.ts';

/** A tree that is shown, before it is filtered and turned. */
export interface Weight {
  readonly tree: CallTree;
  readonly shown: ShownWeight;
  /** Tells tables of frames apart. With the second isolate, "all" turns from the page's own table to a merged one. */
  readonly frameTable: string;
  /** Samples alive at the moment, where the tree tells them. */
  readonly liveSamples?: number;
  /** Whether a frame stands for an isolate: that is no function. */
  isIsolate(frame: number): boolean;
}
