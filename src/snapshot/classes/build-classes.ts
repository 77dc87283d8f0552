import type { ClassTable, InterfaceDefinition } from '../class-table.ts';
import type { HeapGraph } from '../heap-graph.ts';
import { nodeTypeNumbers } from '../type-numbers.ts';
import { ClassNames, NodeClassNamer } from './class-names.ts';
import { inferInterfaces } from './infer-interfaces.ts';
import { matchInterfaces, noInterface } from './match-interfaces.ts';
import { PairInterner } from './pair-interner.ts';
import { plainObjects } from './plain-objects.ts';

/**
 * Sorts the nodes into classes.
 * @param interfaces of another snapshot, to compare with it; the snapshot's own unless given.
 */
export function buildClasses(graph: HeapGraph, interfaces?: readonly InterfaceDefinition[]): ClassTable {
  const { snapshot } = graph;
  const objects = plainObjects(snapshot);
  const definitions = interfaces ?? inferInterfaces(snapshot, objects);
  const names = new ClassNames();
  const nameOf = nameNodes(graph, names, objects, definitions);
  return { ...splitByPlace(graph, nameOf, names), interfaces: definitions };
}

/** For each node, the number of its class's name. */
function nameNodes(
  graph: HeapGraph,
  names: ClassNames,
  objects: Uint32Array,
  definitions: readonly InterfaceDefinition[],
): Uint32Array {
  const { snapshot } = graph;
  const namer = new NodeClassNamer(graph, names);
  const nameOf = new Uint32Array(snapshot.nodeCount);
  for (let node = 0; node < snapshot.nodeCount; node++) nameOf[node] = namer.numberOf(node);
  const matches = matchInterfaces(snapshot, objects, definitions);
  const interfaceNames = definitions.map(({ name }) => names.numberOf(name));
  for (let i = 0; i < objects.length; i++) {
    const match = matches[i] as number;
    if (match !== noInterface) nameOf[objects[i] as number] = interfaceNames[match] as number;
  }
  return nameOf;
}

/** Constructors of the same name at different places are different classes: `nameOf` becomes the class of each node. */
function splitByPlace({ snapshot }: HeapGraph, nameOf: Uint32Array, names: ClassNames): Omit<ClassTable, 'interfaces'> {
  const keys = names.texts.map(text => `,${text}`);
  const classNames = [...names.texts];
  const { node: located, scriptId, line, column } = snapshot.locations;
  const { object } = nodeTypeNumbers(snapshot);
  const lines = new PairInterner();
  const places = new PairInterner();
  const placedClasses = new PairInterner();
  for (let i = 0; i < located.length; i++) {
    const node = located[i] as number;
    if (snapshot.nodes.type[node] !== object) continue;
    const name = nameOf[node] as number;
    const place = places.intern(lines.intern(scriptId[i] as number, line[i] as number), column[i] as number);
    const placed = placedClasses.intern(place, name);
    const classIndex = names.texts.length + placed;
    if (classIndex === keys.length) {
      keys.push(`${scriptId[i]},${line[i]},${column[i]},${names.texts[name]}`);
      classNames.push(names.texts[name] as string);
    }
    nameOf[node] = classIndex;
  }
  return { classOf: nameOf, keys, names: classNames };
}
