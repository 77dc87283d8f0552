import fc from 'fast-check';
import { edgeTypes, nodeTypes, type RandomHeap, randomHeaps } from './random-heap.ts';

const shuffled = <Item>(...items: readonly Item[]) =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

/** How a version might write its files: optional fields there or not, fields that nobody knows, all in any order. */
const layouts = fc
  .record({
    nodeFields: shuffled(
      'type',
      'name',
      'id',
      'self_size',
      'edge_count',
      'detachedness',
      'trace_node_id',
      'future',
      'other',
    ),
    edgeFields: shuffled('type', 'name_or_index', 'to_node', 'future'),
    locationFields: shuffled('object_index', 'script_id', 'line', 'column', 'future'),
    nodeTypes: shuffled(...nodeTypes, 'unheard of'),
    edgeTypes: shuffled(...edgeTypes),
    absent: fc.subarray(['detachedness', 'trace_node_id', 'future', 'other']),
    hasLocations: fc.boolean(),
  })
  .map(({ absent, nodeFields, edgeFields, locationFields, ...layout }) => {
    const there = (fields: readonly string[]) => fields.filter(field => !absent.includes(field));
    const [ofNodes, ofEdges, ofLocations] = [there(nodeFields), there(edgeFields), there(locationFields)];
    return { ...layout, nodeFields: ofNodes, edgeFields: ofEdges, locationFields: ofLocations };
  });

/** What a recording adds: functions, stacks as a tree, and when which id was the last. */
const recordings = fc.record({
  functionCount: fc.integer({ min: 1, max: 4 }),
  stacks: fc.array(fc.record({ above: fc.nat(), of: fc.nat(), count: fc.nat(5), size: fc.nat(500) }), {
    maxLength: 10,
  }),
  steps: fc.array(fc.nat(40), { maxLength: 5 }),
});

const numbers = fc.array(fc.nat(20), { minLength: 60, maxLength: 60, size: 'max' });

/** Texts of snapshots and, where stacks are in them, timelines. */
export const randomFiles: fc.Arbitrary<string> = fc
  .record({ heap: randomHeaps, layout: layouts, recording: recordings, numbers })
  .map(textOf);

interface RandomFile {
  readonly heap: RandomHeap;
  readonly layout: Drawn<typeof layouts>;
  readonly recording: Drawn<typeof recordings>;
  /** For what means nothing in particular: fields that nobody knows, stacks of nodes, places in the code. */
  readonly numbers: readonly number[];
}

type Drawn<Of> = Of extends fc.Arbitrary<infer Value> ? Value : never;

function textOf({ heap: { nodes, edges }, layout, recording, numbers }: RandomFile): string {
  const strings = ['<dummy>'];
  const stringOf = (text: string) => {
    const known = strings.indexOf(text);
    return known === -1 ? strings.push(text) - 1 : known;
  };
  const { nodeFields, edgeFields, locationFields } = layout;
  const hasStacks = nodeFields.includes('trace_node_id');
  const any = (place: number) => numbers[place % numbers.length] ?? 0;
  const record = (fields: readonly string[], values: Readonly<Record<string, number>>) =>
    fields.map(field => values[field] ?? 3);
  const nodeRecords = nodes.flatMap(({ type, name, id, size, detachedness }, node) =>
    record(nodeFields, {
      type: layout.nodeTypes.indexOf(type),
      name: stringOf(name),
      id,
      self_size: size,
      edge_count: edges.filter(({ from }) => from === node).length,
      detachedness,
      trace_node_id: any(node) % (recording.stacks.length + 2),
    }),
  );
  const edgeRecords = edges.flatMap(({ type, name, to }) =>
    record(edgeFields, {
      type: layout.edgeTypes.indexOf(type),
      name_or_index: typeof name === 'number' ? name : stringOf(name),
      to_node: to * nodeFields.length,
    }),
  );
  const locations = numbers.flatMap((number, place) =>
    record(locationFields, {
      object_index: ((number + place) % nodes.length) * nodeFields.length,
      script_id: number % 3,
      line: number % 2,
      column: place % 2,
    }),
  );
  const functions = Array.from({ length: recording.functionCount }, (_, at) => {
    return [at, stringOf(`function ${at}`), stringOf(`script ${at % 2}`), at % 2, at + 1, at];
  });
  const header = {
    meta: {
      node_fields: nodeFields,
      node_types: nodeFields.map(field =>
        field === 'type' ? layout.nodeTypes : field === 'name' ? 'string' : 'number',
      ),
      edge_fields: edgeFields,
      edge_types: edgeFields.map(field => {
        return field === 'type' ? layout.edgeTypes : field === 'to_node' ? 'node' : 'string_or_number';
      }),
      trace_function_info_fields: ['function_id', 'name', 'script_name', 'script_id', 'line', 'column'],
      trace_node_fields: ['id', 'function_info_index', 'count', 'size', 'children'],
      sample_fields: ['timestamp_us', 'last_assigned_id'],
      ...(layout.hasLocations ? { location_fields: locationFields } : {}),
    },
    node_count: nodes.length,
    edge_count: edges.length,
    trace_function_count: hasStacks ? recording.functionCount : 0,
    // Bytes of the process that no node stands for; some versions leave the field out.
    ...(any(0) % 2 ? { extra_native_bytes: 777 } : {}),
  };
  return JSON.stringify({
    snapshot: header,
    nodes: nodeRecords,
    edges: edgeRecords,
    trace_function_infos: hasStacks ? functions.flat() : [],
    trace_tree: hasStacks ? traceTree(recording) : [],
    samples: hasStacks ? samplesOf(recording) : [],
    locations: layout.hasLocations ? locations : [],
    strings,
  });
}

type TraceNode = (number | TraceNode)[];

/** Stack 1 is the root; each further one hangs below one before it. */
function traceTree({ stacks, functionCount }: RandomFile['recording']): TraceNode {
  const children: TraceNode[] = [[]];
  const root: TraceNode = [1, 0, 0, 0, children[0] ?? []];
  for (const [at, { above, of, count, size }] of stacks.entries()) {
    const own: TraceNode[] = [];
    children[above % children.length]?.push(at + 2, of % functionCount, count, size, own);
    children.push(own);
  }
  return root;
}

function samplesOf({ steps }: RandomFile['recording']): number[] {
  let lastAssignedId = 0;
  return steps.flatMap((step, at) => {
    lastAssignedId += step;
    return [at * 1000, lastAssignedId];
  });
}
