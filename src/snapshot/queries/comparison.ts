import { buildClasses } from '../classes/build-classes.ts';
import type { HeapGraph } from '../heap-graph.ts';
import type { OpenSnapshot } from '../open-snapshot.ts';
import { nodesWhere } from './node-lists.ts';
import { keyBy, sortByKeys } from './sort.ts';

/** What became of a class from one snapshot to another. Nodes of no size do not count. */
export interface ClassDifference {
  readonly key: string;
  readonly name: string;
  readonly newCount: number;
  readonly deletedCount: number;
  /** New less deleted. */
  readonly countDelta: number;
  /** Bytes of the new ones. */
  readonly newSize: number;
  /** Bytes of the deleted ones. */
  readonly deletedSize: number;
  /** Bytes: new less deleted. */
  readonly sizeDelta: number;
}

/**
 * Two snapshots of one page, object by object: the same id in the same class is the same object
 * (`HeapSnapshot.calculateSnapshotDiff` of DevTools). The base's plain objects are sorted into the target's interfaces.
 */
export class Comparison {
  /** Classes that changed, the one that grew most first. */
  readonly rows: readonly ClassDifference[];
  readonly #base: OpenSnapshot;
  /** For each node of the base, 1 when the target has it not. */
  readonly #isDeleted: Uint8Array;
  /** For each node of the target, 1 when the base has it not. */
  readonly #isNew: Uint8Array;

  constructor(
    base: OpenSnapshot,
    private readonly target: OpenSnapshot,
  ) {
    this.#base = { graph: base.graph, classes: buildClasses(base.graph, target.classes.interfaces) };
    this.#isDeleted = new Uint8Array(base.graph.snapshot.nodeCount);
    this.#isNew = new Uint8Array(target.graph.snapshot.nodeCount);
    this.#match();
    this.rows = this.#sum();
  }

  /** Ordinals, in the target, of the objects of a class that are new. */
  newNodes(key: string): Uint32Array {
    return nodesOfClass(this.target, key, this.#isNew);
  }

  /** Ordinals, in the base, of the objects of a class that are gone. */
  deletedNodes(key: string): Uint32Array {
    return nodesOfClass(this.#base, key, this.#isDeleted);
  }

  /** Says of each node of the target whether it is new. */
  isNew(node: number): boolean {
    return this.#isNew[node] === 1;
  }

  /** Walks both snapshots by ascending id. */
  #match(): void {
    const [before, after] = [byId(this.#base.graph), byId(this.target.graph)];
    const idBefore = this.#base.graph.snapshot.nodes.id;
    const idAfter = this.target.graph.snapshot.nodes.id;
    const classAfter = this.#classesOfTarget();
    let [i, j] = [0, 0];
    while (i < before.length || j < after.length) {
      const [old, now] = [before[i] ?? none, after[j] ?? none];
      const oldId = idBefore[old] ?? Number.POSITIVE_INFINITY;
      const nowId = idAfter[now] ?? Number.POSITIVE_INFINITY;
      const isSame =
        oldId === nowId &&
        classAfter[this.#base.classes.classOf[old] as number] === (this.target.classes.classOf[now] as number);
      if (oldId <= nowId) {
        if (!isSame) this.#isDeleted[old] = 1;
        i++;
      }
      if (nowId <= oldId) {
        if (!isSame) this.#isNew[now] = 1;
        j++;
      }
    }
  }

  /** For each class of the base, the index of the same class in the target; `none` when it is not there. */
  #classesOfTarget(): number[] {
    const indexes = new Map(this.target.classes.keys.map((key, index) => [key, index]));
    return this.#base.classes.keys.map(key => indexes.get(key) ?? none);
  }

  #sum(): ClassDifference[] {
    const changed = new Map<string, { name: string; figures: Float64Array }>();
    const addUp = ({ graph, classes }: OpenSnapshot, isChanged: Uint8Array, column: number) => {
      for (let node = 0; node < isChanged.length; node++) {
        if (isChanged[node] === 0) continue;
        const of = classes.classOf[node] as number;
        const key = classes.keys[of] as string;
        const row = changed.get(key) ?? { name: classes.names[of] as string, figures: new Float64Array(4) };
        changed.set(key, row);
        row.figures[column] = (row.figures[column] as number) + 1;
        row.figures[column + 1] = (row.figures[column + 1] as number) + (graph.shallowSize[node] as number);
      }
    };
    addUp(this.target, this.#isNew, 0);
    addUp(this.#base, this.#isDeleted, 2);
    const rows = Array.from(changed, ([key, { name, figures }]) => {
      const [newCount = 0, newSize = 0, deletedCount = 0, deletedSize = 0] = figures;
      const [countDelta, sizeDelta] = [newCount - deletedCount, newSize - deletedSize];
      return { key, name, newCount, deletedCount, countDelta, newSize, deletedSize, sizeDelta };
    });
    return rows.sort((a, b) => b.sizeDelta - a.sizeDelta);
  }
}

const none = -1;

function byId(graph: HeapGraph): Uint32Array {
  const { id } = graph.snapshot.nodes;
  const listed = nodesWhere(graph, node => graph.shallowSize[node] !== 0);
  return sortByKeys(listed, [keyBy(node => id[node] as number, true)]);
}

function nodesOfClass({ graph, classes }: OpenSnapshot, key: string, isWanted: Uint8Array): Uint32Array {
  const wanted = classes.keys.indexOf(key);
  return nodesWhere(graph, node => isWanted[node] === 1 && classes.classOf[node] === wanted);
}
