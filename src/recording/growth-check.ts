import type { IsolateIndex } from '../units.ts';
import { isCountable } from './line-ticks.ts';
import type { CpuRow, Row, TimelineRow, TreeGrowth } from './rows.ts';
import { mostFragments } from './timeline-model.ts';

/** How far a growing tree has come. */
interface TreeSize {
  readonly frames: number;
  readonly nodes: number;
}

type TreeRow = Extract<Row, TreeGrowth>;

/** What rows have come to. */
class Sizes {
  /** For each tree that has begun to grow, by kind and isolate, its size. */
  readonly trees = new Map<string, TreeSize>();
  /** For each isolate with an allocation timeline, the number of its fragments. */
  readonly fragments = new Map<IsolateIndex, number>();
  /** Fragments of all isolates. */
  fragmentCount = 0;

  take(later: Sizes): void {
    for (const [tree, size] of later.trees) this.trees.set(tree, size);
    for (const [isolate, count] of later.fragments) this.fragments.set(isolate, count);
    this.fragmentCount += later.fragmentCount;
  }
}

const empty: TreeSize = { frames: 0, nodes: 0 };
/** No date lies further from another. */
const longestTime = 8.64e15;

/**
 * Holds the rows of one log against each other: every node has a frame and an earlier parent, and only nodes that exist are spoken of.
 * Bounds what a few bytes may ask of whoever takes the rows: a time, a line, a fragment beyond all reason ends the log, too.
 */
export class GrowthCheck {
  readonly #sizes = new Sizes();

  /** Takes the rows of a block, all or none: false when one does not follow from those before it, and what was taken before still holds. */
  take(rows: readonly Row[]): boolean {
    const block = new Sizes();
    if (!rows.every(row => Math.abs(row.time) <= longestTime && this.#follows(row, block))) return false;
    this.#sizes.take(block);
    return true;
  }

  /** @param block what the block's rows before this one come to; takes what this one does. */
  #follows(row: Row, block: Sizes): boolean {
    switch (row.kind) {
      case 'allocation-sampling':
        return this.#grows(row, block, row.changedNode, row.addedNode);
      case 'cpu-profile':
        return this.#grows(row, block, row.sampleNode, row.tickNode, row.deoptNode) && areCountable(row);
      case 'allocation-timeline':
        return this.#goesOn(row, block);
      default:
        return true;
    }
  }

  #grows(row: TreeRow, { trees }: Sizes, ...columns: Uint32Array[]): boolean {
    const tree = `${row.kind} ${row.isolate}`;
    const size = grow(trees.get(tree) ?? this.#sizes.trees.get(tree) ?? empty, row);
    if (!size) return false;
    trees.set(tree, size);
    return columns.every(nodes => areBelow(nodes, size.nodes));
  }

  /** Every fragment up to the last that is spoken of takes room. */
  #goesOn({ isolate, fragment }: TimelineRow, block: Sizes): boolean {
    const before = block.fragments.get(isolate) ?? this.#sizes.fragments.get(isolate) ?? 0;
    const after = fragment.reduce((count, index) => Math.max(count, index + 1), before);
    block.fragments.set(isolate, after);
    block.fragmentCount += after - before;
    return this.#sizes.fragmentCount + block.fragmentCount <= mostFragments;
  }
}

function areCountable({ tickNode, tickLine }: CpuRow): boolean {
  return tickNode.every((node, i) => isCountable(node, tickLine[i] as number));
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
