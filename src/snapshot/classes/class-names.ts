import { type HeapGraph, isNamedDetached } from '../heap-graph.ts';
import type { StringTable } from '../string-table.ts';
import { nodeTypeNumbers } from '../type-numbers.ts';

/** Numbers the names of classes by their text: the same name is the same number, wherever it comes from. */
export class ClassNames {
  readonly texts: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.texts.push(text) - 1;
      this.#numbers.set(text, number);
    }
    return number;
  }
}

/**
 * Names the class of a node that is no plain object (`HeapSnapshot.calculateObjectNames` of DevTools):
 * objects by their constructor, nodes of the host by their own name, all others by their type.
 */
export class NodeClassNamer {
  /** For each type, 1 + the number of the name that all its nodes have; 0 for types whose nodes have names of their own. */
  readonly #ofType: Uint32Array;
  /** For each string, 1 + the number of the class name that it makes; 0 when it has not been asked for. */
  readonly #ofString: Uint32Array;
  /** The same for nodes that are detached from their document. */
  readonly #ofDetached = new Map<number, number>();
  readonly #native: number;
  readonly #strings: StringTable;

  constructor(
    private readonly graph: HeapGraph,
    private readonly names: ClassNames,
  ) {
    const { snapshot } = graph;
    const types = nodeTypeNumbers(snapshot);
    this.#native = types.native;
    this.#strings = snapshot.strings;
    this.#ofString = new Uint32Array(snapshot.strings.count);
    this.#ofType = Uint32Array.from(snapshot.nodeTypes, type => {
      const name = nameOfType(type);
      return name === null ? 0 : names.numberOf(name) + 1;
    });
  }

  numberOf(node: number): number {
    const { type, name } = this.graph.snapshot.nodes;
    const fixed = this.#ofType[type[node] as number] as number;
    if (fixed !== 0) return fixed - 1;
    const string = name[node] as number;
    if (isNamedDetached(this.graph, node, this.#native)) return this.#detachedNumber(string);
    const known = this.#ofString[string] as number;
    if (known !== 0) return known - 1;
    const number = this.names.numberOf(classNameOf(this.#strings.get(string)));
    this.#ofString[string] = number + 1;
    return number;
  }

  #detachedNumber(string: number): number {
    let number = this.#ofDetached.get(string);
    if (number === undefined) {
      number = this.names.numberOf(classNameOf(detachedName(this.#strings.get(string))));
      this.#ofDetached.set(string, number);
    }
    return number;
  }
}

/** The class that all nodes of a type are of; null for objects and nodes of the host, which have classes by their own names. */
export function nameOfType(type: string): string | null {
  return type === 'object' || type === 'native' ? null : (typeNames.get(type) ?? `(${type})`);
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['hidden', '(system)'],
  ['code', '(compiled code)'],
  ['closure', 'Function'],
  ['regexp', 'RegExp'],
]);

const detachedElement = 'Detached <';

/** What a node of the host is called when it is detached. */
export const detachedName = (name: string): string => `Detached ${name}`;

/** The class that a node's name makes: `<div id="a">` and `<div class="b">` are both of the class `<div>`. */
export function classNameOf(name: string): string {
  const begin = name.startsWith('<') ? 0 : name.startsWith(detachedElement) ? detachedElement.length : -1;
  if (begin === -1) return name;
  const space = name.indexOf(' ', begin);
  return space === -1 ? name : `${name.slice(0, space)}>`;
}
