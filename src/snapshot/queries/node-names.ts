import { formatProperty } from '../classes/property-name.ts';
import { detached, type HeapGraph } from '../heap-graph.ts';
import type { HeapSnapshot } from '../heap-snapshot.ts';
import { edgeTypeNumbers, nodeTypeNumbers } from '../type-numbers.ts';

/** Joined strings are put together until they have this many UTF-16 units; the last part stays whole. */
const longestJoined = 1024;
/** Strings that were put together in so many steps, one behind the other, are looked at all at once. */
const manySteps = 64;
/** Plain objects show as many properties as fit. */
const longestObject = 100;
const missing = -1;

/** Names of nodes as the Memory panel shows them (`JSHeapSnapshotNode.name` of DevTools). */
export class NodeNames {
  readonly #nodeTypes;
  readonly #edgeTypes;
  readonly #object: number;
  readonly #prototype: number;
  readonly #first: number;
  readonly #second: number;

  readonly #domState: Uint8Array;
  readonly #snapshot: HeapSnapshot;

  /**
   * For each joined string, 1 + the node of the same name that is put together in fewer steps, itself if there is none; 0 when that is not known.
   * What a loop has joined is a row of strings, each the first part of the next: without this, a row of n would take n² steps for all their names.
   */
  #sameName: Uint32Array | null = null;
  /** The joined string that was put together last, and its text: most of such a row have the same. */
  #last = missing;
  #lastText = '';

  constructor({ snapshot, domState }: HeapGraph) {
    this.#snapshot = snapshot;
    this.#domState = domState;
    this.#nodeTypes = nodeTypeNumbers(snapshot);
    this.#edgeTypes = edgeTypeNumbers(snapshot);
    const { strings } = snapshot;
    this.#object = strings.indexOf('Object');
    this.#prototype = strings.indexOf('__proto__');
    this.#first = strings.indexOf('first');
    this.#second = strings.indexOf('second');
  }

  /** Whether the name differs from the one in the file, so that it has to be put together. */
  isMade(node: number): boolean {
    const { type, name, detachedness } = this.#snapshot.nodes;
    switch (type[node]) {
      case this.#nodeTypes['concatenated string']:
        return true;
      case this.#nodeTypes.object:
        return name[node] === this.#object;
      case this.#nodeTypes.native:
        return this.#domState[node] === detached && detachedness !== null;
      default:
        return false;
    }
  }

  nameOf(node: number): string {
    const { type, name } = this.#snapshot.nodes;
    const isMade = this.isMade(node);
    if (isMade && type[node] === this.#nodeTypes.object) return this.#plainObject(node);
    if (isMade && type[node] !== this.#nodeTypes.native) return this.#joined(node);
    const text = this.#snapshot.strings.get(name[node] as number);
    // Older files have "Detached" in the name itself.
    return isMade ? `Detached ${text}` : text;
  }

  /** Whether a joined string has been copied into its first part: the second is then empty. */
  isFlattened(node: number): boolean {
    const { strings, nodes } = this.#snapshot;
    if (nodes.type[node] !== this.#nodeTypes['concatenated string']) return false;
    return [this.#partOf(node, this.#first), this.#partOf(node, this.#second)].some(
      part =>
        part !== missing &&
        nodes.type[part] !== this.#nodeTypes['concatenated string'] &&
        strings.byteLength(nodes.name[part] as number) === 0,
    );
  }

  #joined(start: number): string {
    const node = this.#nodeOfSameName(start);
    if (node !== this.#last) {
      this.#lastText = this.#withParts('', node);
      this.#last = node;
    }
    return this.#lastText;
  }

  #nodeOfSameName(start: number): number {
    const { nodes, nodeCount } = this.#snapshot;
    const joined = this.#nodeTypes['concatenated string'];
    const row: number[] = [];
    let node = start;
    // In a sound file no string is its own first part; in others the count ends the walk.
    while (nodes.type[node] === joined && !this.#sameName?.[node] && row.length <= nodeCount) {
      row.push(node);
      node = this.#partOf(node, this.#first);
    }
    const known = this.#sameName?.[node] ?? 0;
    if (known !== 0 && row.length === 0) return known - 1;
    if (known === 0 && row.length < manySteps) return start;
    this.#sameName ??= new Uint32Array(nodeCount);
    let same = known === 0 ? node : known - 1;
    let text = this.#withParts('', same);
    for (const at of row.reverse()) {
      if (text.length < longestJoined) {
        text = this.#withParts(text, this.#partOf(at, this.#second));
        same = at;
      }
      this.#sameName[at] = same + 1;
    }
    return same;
  }

  /** The text with the parts of a string behind it, up to the one that makes it long enough. */
  #withParts(before: string, start: number): string {
    const { type, name } = this.#snapshot.nodes;
    const joined = this.#nodeTypes['concatenated string'];
    const waiting = start === missing ? [] : [start];
    let text = before;
    // In a sound file parts cannot be part of themselves; in others the count ends the walk.
    for (let steps = 0; waiting.length > 0 && steps <= this.#snapshot.nodeCount; steps++) {
      const node = waiting.pop() as number;
      if (type[node] !== joined) {
        text += this.#snapshot.strings.get(name[node] as number);
        if (text.length >= longestJoined) break;
        continue;
      }
      const [first, second] = [this.#partOf(node, this.#first), this.#partOf(node, this.#second)];
      if (second !== missing) waiting.push(second);
      if (first !== missing) waiting.push(first);
    }
    return text;
  }

  #partOf(node: number, name: number): number {
    const { nodes, edges } = this.#snapshot;
    const end = nodes.firstEdge[node + 1] as number;
    for (let edge = nodes.firstEdge[node] as number; edge < end; edge++) {
      if (edges.type[edge] === this.#edgeTypes.internal && edges.nameOrIndex[edge] === name) {
        return edges.target[edge] as number;
      }
    }
    return missing;
  }

  /** `{first, second, …, last}`: properties from the front and from the back by turns. */
  #plainObject(node: number): string {
    const { nodes, edges, strings } = this.#snapshot;
    let front = nodes.firstEdge[node] as number;
    let back = (nodes.firstEdge[node + 1] as number) - 1;
    let [start, end] = ['{', '}'];
    for (let fromBack = false; front <= back; ) {
      const edge = fromBack ? back-- : front++;
      const name = edges.nameOrIndex[edge] as number;
      if (edges.type[edge] !== this.#edgeTypes.property || name === this.#prototype) continue;
      const property = formatProperty(strings.get(name));
      if (start.length > 1 && start.length + end.length + property.length > longestObject) {
        start += ', …';
        break;
      }
      if (fromBack) end = property + (end.length > 1 ? `, ${end}` : end);
      else start += (start.length > 1 ? ', ' : '') + property;
      fromBack = !fromBack;
    }
    return start + (end.length > 1 ? `, ${end}` : end);
  }
}
