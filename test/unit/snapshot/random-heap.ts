import fc from 'fast-check';

/** Nodes and edges of a heap that V8 could have written, odd as it may be; node 0 is the root. */
export interface RandomHeap {
  readonly nodes: readonly RandomNode[];
  /** Edges of each node follow one another, in the order of the nodes. */
  readonly edges: readonly RandomEdge[];
}

export interface RandomNode {
  readonly type: string;
  readonly name: string;
  readonly id: number;
  readonly size: number;
  readonly detachedness: number;
}

export interface RandomEdge {
  readonly from: number;
  readonly to: number;
  readonly type: string;
  /** Name, or index for elements and hidden edges. */
  readonly name: string | number;
}

const domTrees = '(Document DOM trees)';
const mapDescriptors = '(map descriptors)';
const joinedString = 'concatenated string';

/** Names that the engines treat in a way of their own, and some that they do not; those that come often stand there more than once. */
const namesByType: Readonly<Record<string, readonly string[]>> = {
  object: ['Object', 'Object', 'Object', 'Array', 'Foo', 'Window', 'system / Context', '<p x>', 'Detached <q r>', ''],
  native: [
    '<div id="a">',
    '<div>',
    'Detached <b x>',
    'V8EventListener',
    'HTMLElement',
    'system / NativeContext',
  ].concat(['system / JSArrayBufferData', 'system / ExternalStringData', 'Detached HTMLDivElement']),
  hidden: ['system / NativeContext', 'system / NativeContext / http://x', 'system / Map', 'system / Context / f', 'x'],
  array: [mapDescriptors, '', '(object elements)'],
  synthetic: ['(GC roots)', domTrees, 'x'],
  string: ['a', 'b', 'abc', '', 'aaa'],
  [joinedString]: ['(concatenated string)', ''],
  'sliced string': ['(sliced string)'],
  closure: ['f', 'g', ''],
  code: ['c'],
  regexp: ['re'],
  number: ['int', 'bool', 'heap number', '5', '7'],
  symbol: ['s'],
  bigint: ['b'],
  'object shape': ['system / Map', 'sh'],
};
export const nodeTypes: readonly string[] = Object.keys(namesByType);
export const edgeTypes: readonly string[] = [
  'context',
  'element',
  'property',
  'internal',
  'hidden',
  'shortcut',
  'weak',
];

const properties = ['a', 'b', 'c', 'd, e', 'f"g', '__proto__', 'constructor', 'äö', '\u2028', "q'"];
const internals = [
  'map',
  'native_context',
  'elements',
  'first',
  'code',
  'code',
  'sloppy_function_map',
  'context',
  'shared',
  'script',
  'x / DevTools console',
  '(Dev) / DevTools console',
  'callback',
  '1',
  '1',
  '3',
  '7',
  'length',
  'value',
];

const kindOfNode = fc
  .constantFrom('object', 'object', 'object', 'native', 'native', 'string', ...nodeTypes)
  .chain(type => fc.constantFrom(...(namesByType[type] ?? [])).map(name => ({ type, name })));

const drawnNode = fc.record({
  kind: kindOfNode,
  size: fc.constantFrom(0, 8, 12, 16, 24, 100, 1024),
  detachedness: fc.constantFrom(0, 0, 1, 2),
  hasEvenId: fc.boolean(),
});

const drawnEdge = fc.record({
  from: fc.nat(),
  to: fc.nat(),
  type: fc.constantFrom(...edgeTypes),
  property: fc.constantFrom(...properties),
  internal: fc.constantFrom(...internals),
  index: fc.nat(8),
});

/** An entry of a WeakMap, which V8 tells by the names of two edges to its value. */
const drawnEntry = fc.record({ key: fc.nat(), value: fc.nat(), table: fc.nat(), isWhole: fc.boolean() });

export const randomHeaps: fc.Arbitrary<RandomHeap> = fc
  .record({
    nodes: fc.array(drawnNode, { minLength: 4, maxLength: 45, size: 'max' }),
    edges: fc.array(drawnEdge, { maxLength: 150, size: 'max' }),
    entries: fc.array(drawnEntry, { maxLength: 4 }),
    /** Whether the root holds objects of the page itself, as V8's root does, or what V8 groups its roots by alone. */
    hasUserRoots: fc.boolean(),
  })
  .map(({ nodes: drawnNodes, edges: drawnEdges, entries, hasUserRoots }) => {
    const root: RandomNode = { type: 'synthetic', name: '', id: 1, size: 0, detachedness: 0 };
    const gcRoots: RandomNode = { ...root, name: '(GC roots)', id: 3 };
    const drawn = drawnNodes.map(nodeFrom);
    const lastString = drawn.findLastIndex(({ type }) => type.includes('string'));
    // A joined string has two parts, which are behind it here: the last string of all is none.
    const nodes = [root, gcRoots, ...drawn.map((node, at) => (at === lastString ? { ...node, type: 'string' } : node))];
    const isRope = (node: number) => nodes[node]?.type === joinedString;
    const isSpecial = (node: number) => isRope(node) || nodes[node]?.name === mapDescriptors;
    const below = (drawn: number) => 1 + (drawn % (nodes.length - 1));

    const toGcRoots: RandomEdge = { from: 0, to: 1, type: 'element', name: 1 };
    const edges = [toGcRoots, ...drawnEdges.map(drawn => edgeFrom(drawn, nodes.length))]
      .filter(({ from }) => !isRope(from))
      .concat(
        entries
          .map(({ key, value, table, isWhole }) => ({
            key: below(key),
            value: below(value),
            table: below(table),
            isWhole,
          }))
          .filter(({ key, table }) => !isSpecial(key) && !isSpecial(table))
          .flatMap(entry => weakMapEntry(nodes, entry)),
        ...nodes.map((_, node) => (isRope(node) ? partsOf(nodes, node) : [])),
      );
    const ofRoot = new Set<number>();
    const mayBe = ({ from, to, type }: RandomEdge) => {
      if (from !== 0) return true;
      // V8's root points to each of its children once; DevTools' engine gives up where it does not.
      if (to === 0 || ofRoot.has(to)) return false;
      const { type: typeOfTarget, name } = nodes[to] ?? root;
      const isGroup = typeOfTarget === 'synthetic' && name !== domTrees && type !== 'shortcut';
      if (isGroup || hasUserRoots) ofRoot.add(to);
      return isGroup || hasUserRoots;
    };
    return { nodes, edges: edges.filter(mayBe).sort((a, b) => a.from - b.from) };
  });

function nodeFrom({ kind, size, detachedness, hasEvenId }: DrawnNode, place: number): RandomNode {
  // Ids of Blink's objects are even.
  const id = 2 * place + (kind.type === 'native' && hasEvenId ? 4 : 5);
  return { ...kind, id, size, detachedness: kind.type === 'native' ? detachedness : 0 };
}

function edgeFrom({ from, to, type, property, internal, index }: DrawnEdge, nodeCount: number): RandomEdge {
  const isIndexed = type === 'element' || type === 'hidden';
  const name = isIndexed ? index : type === 'property' ? property : internal;
  return { from: from % nodeCount, to: to % nodeCount, type, name };
}

function weakMapEntry(nodes: readonly RandomNode[], { key, value, table, isWhole }: DrawnEntry): RandomEdge[] {
  const id = (node: number) => nodes[node]?.id;
  const name = `2 / part of key (k @${id(key)}) -> value (v @${id(value)}) pair in WeakMap (table @${id(table)})`;
  const ofKey = { from: key, to: value, type: 'internal', name };
  return isWhole ? [ofKey, { ...ofKey, from: table }] : [ofKey];
}

/** The parts of a joined string are behind it in the file, so that none is part of itself. */
function partsOf(nodes: readonly RandomNode[], rope: number): RandomEdge[] {
  const further = nodes.findIndex(({ type }, node) => node > rope && type.includes('string'));
  const last = nodes.findLastIndex(({ type }, node) => node > rope && type.includes('string'));
  const part = (name: string, to: number) => ({ from: rope, to, type: 'internal', name });
  return [part('first', further), part('second', last)];
}

type DrawnNode = typeof drawnNode extends fc.Arbitrary<infer Node> ? Node : never;
type DrawnEdge = typeof drawnEdge extends fc.Arbitrary<infer Edge> ? Edge : never;
type DrawnEntry = typeof drawnEntry extends fc.Arbitrary<infer Entry> ? Entry : never;
