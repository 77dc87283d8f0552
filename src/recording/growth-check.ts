import type { IsolateIndex } from '../units.ts';
import type { Row, TreeGrowth } from './rows.ts';

/** How far a growing tree has come. */
interface TreeSize {
  frames: number;
  nodes: number;
}

/** Holds the rows of one log against each other: every node has a frame and an earlier parent, and only nodes that exist are spoken of. */
export class GrowthCheck {
  /** For each isolate, its trees. */
  readonly #sampling: TreeSize[] = [];
  readonly #cpu: TreeSize[] = [];

  /** False when the row does not follow from the ones before; no row may be added after that. */
  follows(row: Row): boolean {
    switch (row.kind) {
      case 'allocation-sampling':
        return followsIn(sizeOf(this.#sampling, row.isolate), row, row.changedNode, row.addedNode);
      case 'cpu-profile':
        return followsIn(sizeOf(this.#cpu, row.isolate), row, row.sampleNode, row.tickNode, row.deoptNode);
      default:
        return true;
    }
  }
}

function sizeOf(trees: TreeSize[], isolate: IsolateIndex): TreeSize {
  const known = trees[isolate];
  if (known) return known;
  const none = { frames: 0, nodes: 0 };
  trees[isolate] = none;
  return none;
}

function followsIn(tree: TreeSize, growth: TreeGrowth, ...columns: Uint32Array[]): boolean {
  return grow(tree, growth) && columns.every(nodes => areBelow(nodes, tree.nodes));
}

function areBelow(nodes: Uint32Array, count: number): boolean {
  for (let i = 0; i < nodes.length; i++) if ((nodes[i] as number) >= count) return false;
  return true;
}

function grow(tree: TreeSize, { frames, nodeParent, nodeFrame }: TreeGrowth): boolean {
  tree.frames += frames.length;
  for (let i = 0; i < nodeParent.length; i++) {
    const parent = nodeParent[i] as number;
    const isRoot = parent === -1 && tree.nodes === 0;
    if (!isRoot && !(parent >= 0 && parent < tree.nodes)) return false;
    if ((nodeFrame[i] as number) >= tree.frames) return false;
    tree.nodes++;
  }
  return true;
}
