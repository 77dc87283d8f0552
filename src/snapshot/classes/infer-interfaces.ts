import { Column } from '../../calltree/column.ts';
import type { InterfaceDefinition } from '../class-table.ts';
import type { HeapSnapshot } from '../heap-snapshot.ts';
import type { StringTable } from '../string-table.ts';
import { edgeTypeNumbers } from '../type-numbers.ts';
import { PairInterner } from './pair-interner.ts';
import { formatProperty, formattedLength } from './property-name.ts';

/** Longest name of an interface; its first property may make it longer. */
const longestName = 120;
/** An interface stands for at least two objects, and for at least one in a thousand. */
const fewestObjects = 2;
const leastShare = 1 / 1000;
const tooLong = -1;

/**
 * The kinds of plain objects that are frequent enough to have a name, most frequent first
 * (`HeapSnapshot.inferInterfaceDefinitions` of DevTools): each is made of the first properties of objects, in their order.
 */
export function inferInterfaces(snapshot: HeapSnapshot, plainObjects: Uint32Array): InterfaceDefinition[] {
  const shapes = new Shapes(snapshot.strings);
  const { firstEdge } = snapshot.nodes;
  const { type, nameOrIndex } = snapshot.edges;
  const { property } = edgeTypeNumbers(snapshot);
  const prototype = snapshot.strings.indexOf('__proto__');
  for (let i = 0; i < plainObjects.length; i++) {
    const node = plainObjects[i] as number;
    const end = firstEdge[node + 1] as number;
    let shape = Shapes.empty;
    for (let edge = firstEdge[node] as number; edge < end; edge++) {
      const name = nameOrIndex[edge] as number;
      if (type[edge] !== property || name === prototype) continue;
      const longer = shapes.with(shape, name);
      if (shapes.isTooLong(longer)) break;
      shape = longer;
    }
    if (shape !== Shapes.empty) shapes.count(shape);
  }
  return shapes.popular(Math.max(fewestObjects, plainObjects.length * leastShare));
}

/** Sequences of properties as a tree: each is another one and one property more. */
class Shapes {
  /** The sequence without properties. */
  static readonly empty = 0;

  /** Pairs of a shape and the index of a property's name: pair i is the shape i + 1. */
  readonly #pairs = new PairInterner();
  /** For each pair, the length of the name so far, `tooLong` when the last property goes beyond the limit. */
  readonly #length = new Column(Int32Array);
  /** For each pair, how many objects have it. */
  readonly #objects = new Column(Uint32Array);
  /** Shapes that objects have, in the order of their coming. */
  readonly #seen = new Column(Uint32Array);

  constructor(private readonly strings: StringTable) {}

  with(shape: number, property: number): number {
    const pair = this.#pairs.intern(shape, property);
    if (pair === this.#length.length) {
      this.#length.push(this.#lengthWith(shape, property));
      this.#objects.push(0);
    }
    return pair + 1;
  }

  isTooLong(shape: number): boolean {
    return this.#length.get(shape - 1) === tooLong;
  }

  count(shape: number): void {
    const objects = this.#objects.get(shape - 1);
    if (objects === 0) this.#seen.push(shape);
    this.#objects.set(shape - 1, objects + 1);
  }

  popular(leastObjects: number): InterfaceDefinition[] {
    const objectsOf = (shape: number) => this.#objects.get(shape - 1);
    const popular = [...this.#seen.view().filter(shape => objectsOf(shape) >= leastObjects)];
    // Of equally frequent ones the first to come is first: sorting is stable.
    popular.sort((a, b) => objectsOf(b) - objectsOf(a));
    const definitions = new Map<string, InterfaceDefinition>();
    for (const shape of popular) {
      const properties = this.#propertiesOf(shape);
      const name = nameOf(properties);
      if (!definitions.has(name)) definitions.set(name, { name, properties });
    }
    return [...definitions.values()];
  }

  #lengthWith(shape: number, property: number): number {
    const before = shape === Shapes.empty ? 1 : this.#length.get(shape - 1);
    const more = formattedLength(this.strings, property);
    if (before > 1 && before + more > longestName) return tooLong;
    return before + (before > 1 ? ', '.length : 0) + more;
  }

  #propertiesOf(shape: number): string[] {
    const properties: string[] = [];
    for (let rest = shape; rest !== Shapes.empty; rest = this.#pairs.first(rest - 1)) {
      properties.push(this.strings.get(this.#pairs.second(rest - 1)));
    }
    return properties.reverse();
  }
}

function nameOf(properties: readonly string[]): string {
  let name = '{';
  for (const property of properties) name += (name.length > 1 ? ', ' : '') + formatProperty(property);
  return `${name}}`;
}
