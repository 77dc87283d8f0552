import type { Row, TreeGrowth } from './rows.ts';

/** How far a growing tree has come. */
interface TreeSize {
  readonly frames: number;
  readonly nodes: number;
}

type TreeRow = Extract<Row, TreeGrowth>;

/** For each tree that has begun to grow, by kind and isolate, its size. */
type TreeSizes = Map<string, TreeSize>;

const empty: TreeSize = { frames: 0, nodes: 0 };

/** Holds the rows of one log against each other: every node has a frame and an earlier parent, and only nodes that exist are spoken of. */
export class GrowthCheck {
  readonly #sizes: TreeSizes = new Map();

  /** Takes the rows of a block, all or none: false when one does not follow from those before it, and what was taken before still holds. */
  take(rows: readonly Row[]): boolean {
    const grown: TreeSizes = new Map();
    if (!rows.every(row => this.#follows(row, grown))) return false;
    for (const [tree, size] of grown) this.#sizes.set(tree, size);
    return true;
  }

  /** @param grown what the block's rows before this one made of the trees; takes what this one does. */
  #follows(row: Row, grown: TreeSizes): boolean {
    switch (row.kind) {
      case 'allocation-sampling':
        return this.#grows(row, grown, row.changedNode, row.addedNode);
      case 'cpu-profile':
        return this.#grows(row, grown, row.sampleNode, row.tickNode, row.deoptNode);
      default:
        return true;
    }
  }

  #grows(row: TreeRow, grown: TreeSizes, ...columns: Uint32Array[]): boolean {
    const tree = `${row.kind} ${row.isolate}`;
    const size = grow(grown.get(tree) ?? this.#sizes.get(tree) ?? empty, row);
    if (!size) return false;
    grown.set(tree, size);
    return columns.every(nodes => areBelow(nodes, size.nodes));
  }
}

function areBelow(nodes: Uint32Array, count: number): boolean {
  for (let i = 0; i < nodes.length; i++) if ((nodes[i] as number) >= count) return false;
  return true;
}

/** The size of a tree after it has grown; null when it cannot grow so. */
function grow(before: TreeSize, { frames: newFrames, nodeParent, nodeFrame }: TreeGrowth): TreeSize | null {
  const frames = before.frames + newFrames.length;
  let { nodes } = before;
  for (let i = 0; i < nodeParent.length; i++) {
    const parent = nodeParent[i] as number;
    const isRoot = parent === -1 && nodes === 0;
    if (!isRoot && !(parent >= 0 && parent < nodes)) return null;
    if ((nodeFrame[i] as number) >= frames) return null;
    nodes++;
  }
  return { frames, nodes };
}
