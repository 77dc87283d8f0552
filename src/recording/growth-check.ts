import type { Row, TreeGrowth } from './rows.ts';

/** How far a growing tree has come. */
interface TreeSize {
  frames: number;
  nodes: number;
}

/** Holds the rows of one log against each other: every node has a frame and an earlier parent, and only nodes that exist are spoken of. */
export class GrowthCheck {
  readonly #sampling: TreeSize = { frames: 0, nodes: 0 };
  readonly #cpu: TreeSize = { frames: 0, nodes: 0 };

  /** False when the row does not follow from the ones before; no row may be added after that. */
  follows(row: Row): boolean {
    switch (row.kind) {
      case 'allocation-sampling':
        return grow(this.#sampling, row) && allKnown(this.#sampling, row.changedNode, row.addedNode);
      case 'cpu-profile':
        return grow(this.#cpu, row) && allKnown(this.#cpu, row.sampleNode);
      default:
        return true;
    }
  }
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

function allKnown(tree: TreeSize, ...columns: Uint32Array[]): boolean {
  return columns.every(nodes => nodes.every(node => node < tree.nodes));
}
