import type { Bytes } from '../../units.ts';

/**
 * What can be said of a snapshot without holding its objects in memory: how many there are of each class, and their own bytes.
 * It has no retained sizes and no distances, which take the whole graph. Three things are coarser than in the full view:
 * - A class is its name: constructors of one name at different places are one class, and plain objects are all `Object`.
 * - Sizes are as V8 wrote them: in files with roots of the page, the full view adds the hidden parts of an object to the object.
 * - Only nodes whose own record says so are called detached: the full view passes that on along the edges.
 */
export interface SnapshotSummary {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** The same as `HeapGraph.totalSize`. */
  readonly totalSize: Bytes;
  /** The class with most bytes first. Nodes of no size do not count, and classes without another node are not there. */
  readonly classes: readonly ClassSummary[];
}

export interface ClassSummary {
  readonly name: string;
  readonly count: number;
  /** Bytes of the nodes themselves. */
  readonly shallowSize: Bytes;
}
