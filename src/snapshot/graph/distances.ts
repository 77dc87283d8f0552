import { noDistance, systemDistance } from '../heap-graph.ts';
import type { HeapSnapshot } from '../heap-snapshot.ts';
import { edgeTypeNumbers, nodeTypeNumbers } from '../type-numbers.ts';
import type { Ephemerons } from './ephemerons.ts';
import { Scratch } from './scratch.ts';

/**
 * For each node, how many edges lead to it from the page's roots or else from the root: breadth first over all edges that are not weak,
 * with the exceptions of DevTools (`JSHeapSnapshot.calculateDistances`), whose order of visits matters for WeakMaps.
 * @param mayPass says no to nodes that paths must not go through: retainers that a person ignores.
 * @param scratch for tables that serve here alone
 */
export function distancesFrom(
  snapshot: HeapSnapshot,
  userRoots: Uint32Array,
  ephemerons: Ephemerons,
  mayPass: ((node: number) => boolean) | null = null,
  scratch = new Scratch(queueLength(snapshot, userRoots)),
): Int32Array {
  const queue = scratch.take(queueLength(snapshot, userRoots));
  const walk = new Walk(snapshot, ephemerons, queue, mayPass);
  for (const root of userRoots) walk.begin(root, 1);
  walk.goOn();
  walk.restart();
  walk.begin(snapshot.root, userRoots.length > 0 ? systemDistance : 0);
  walk.goOn();
  scratch.giveBack(queue);
  return walk.distance;
}

/** Most entries that the walk's queue has: a root with two edges is visited twice, as in DevTools. */
export function queueLength({ nodeCount }: HeapSnapshot, userRoots: Uint32Array): number {
  return nodeCount + userRoots.length + 1;
}

class Walk {
  readonly distance: Int32Array;
  /** Of each node one bit: whether it has a distance. It is asked for each edge, and a bit for each node stays in the cache. */
  readonly #isReached: Uint8Array;
  #head = 0;
  #tail = 0;
  /** For each pair of a WeakMap, 1 while one of its two edges has come and the other has not. */
  readonly #pending: Uint8Array;
  readonly #skips: (node: number, edge: number) => boolean;
  readonly #hasSkips: (node: number) => boolean;

  constructor(
    private readonly snapshot: HeapSnapshot,
    private readonly ephemerons: Ephemerons,
    private readonly queue: Uint32Array,
    private readonly mayPass: ((node: number) => boolean) | null,
  ) {
    this.distance = new Int32Array(snapshot.nodeCount).fill(noDistance);
    this.#isReached = new Uint8Array(Math.ceil(snapshot.nodeCount / 8));
    this.#pending = new Uint8Array(ephemerons.pairCount + 1);
    const exceptions = exceptionsOf(snapshot);
    this.#hasSkips = exceptions.concern;
    this.#skips = exceptions.skip;
  }

  begin(node: number, distance: number): void {
    this.distance[node] = distance;
    this.#isReached[node >>> 3] = (this.#isReached[node >>> 3] as number) | (1 << (node & 7));
    this.queue[this.#tail++] = node;
  }

  restart(): void {
    this.#head = 0;
    this.#tail = 0;
  }

  goOn(): void {
    const { distance, snapshot, queue, mayPass } = this;
    const { firstEdge } = snapshot.nodes;
    const { type, nameOrIndex, target } = snapshot.edges;
    const { internal, weak } = edgeTypeNumbers(snapshot);
    const { pairOf } = this.ephemerons;
    const isReached = this.#isReached;
    let tail = this.#tail;
    for (let head = this.#head; head < tail; head++) {
      const node = queue[head] as number;
      const next = (distance[node] as number) + 1;
      const hasSkips = this.#hasSkips(node);
      const end = firstEdge[node + 1] as number;
      for (let edge = firstEdge[node] as number; edge < end; edge++) {
        const child = target[edge] as number;
        const reached = isReached[child >>> 3] as number;
        const bit = 1 << (child & 7);
        if ((reached & bit) !== 0 || type[edge] === weak) continue;
        if (mayPass !== null && !mayPass(child)) continue;
        if (hasSkips && this.#skips(node, edge)) continue;
        if (
          pairOf !== null &&
          type[edge] === internal &&
          this.#isFirstOfPair(pairOf[nameOrIndex[edge] as number] as number)
        ) {
          continue;
        }
        isReached[child >>> 3] = reached | bit;
        distance[child] = next;
        queue[tail++] = child;
      }
    }
    this.#tail = tail;
  }

  /**
   * The value of a WeakMap's entry needs both key and table: its distance is that of the farther one,
   * which is the one that the walk comes to last.
   */
  #isFirstOfPair(pair: number): boolean {
    if (pair === 0) return false;
    const isFirst = this.#pending[pair] === 0;
    this.#pending[pair] = isFirst ? 1 : 0;
    return isFirst;
  }
}

/** Edges that hold something, but say nothing of where it belongs: to the sloppy function map, and from descriptors that maps share. */
function exceptionsOf(snapshot: HeapSnapshot) {
  const { array, hidden } = nodeTypeNumbers(snapshot);
  const edgeTypes = edgeTypeNumbers(snapshot);
  const { type, name } = snapshot.nodes;
  const { type: edgeType, nameOrIndex } = snapshot.edges;
  const { strings } = snapshot;
  const nativeContext = strings.indexOf('system / NativeContext');
  const functionMap = strings.indexOf('sloppy_function_map');
  const descriptors = strings.indexOf('(map descriptors)');
  const isContext = (node: number) => type[node] === hidden && name[node] === nativeContext;
  const isDescriptors = (node: number) => type[node] === array && name[node] === descriptors;
  const hasName = (edge: number) => edgeType[edge] !== edgeTypes.element && edgeType[edge] !== edgeTypes.hidden;
  return {
    concern: (node: number) => isContext(node) || isDescriptors(node),
    skip: (node: number, edge: number) => {
      const value = nameOrIndex[edge] as number;
      if (!isDescriptors(node)) return hasName(edge) && value === functionMap;
      // [0] and [1] are the header, then come triples of key, type and descriptor: http://crbug.com/413608
      const index = hasName(edge) ? Number.parseInt(strings.get(value), 10) : value;
      return index >= 2 && index % 3 === 1;
    },
  };
}
