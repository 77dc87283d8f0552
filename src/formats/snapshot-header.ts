import { FileShape, type JsonObject } from './json-shape.ts';

/** As much of a file as is read to know what it is, in bytes. V8's header is about 2 KB. */
export const headLength = 64 * 1024;

/** The figures at the head of a `.heapsnapshot` or `.heaptimeline`, and which field stands where. */
export interface SnapshotHeader {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** Above 0 only in an allocation timeline with stacks. */
  readonly traceFunctionCount: number;
  /** Where the fields of the root begin in the list of nodes: its ordinal times the number of fields. */
  readonly rootIndex: number;
  /** Bytes outside of all nodes that V8 knows of; 0 in older files. */
  readonly extraNativeBytes: number;
  /** Names of the fields of a node, an edge, … in the order of the file: `meta.node_fields` and so on, by name without `_fields`. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Names of the node types by number, and of the edge types. */
  readonly nodeTypes: readonly string[];
  readonly edgeTypes: readonly string[];
}

/** With the spaces that JSON knows: `\s` would take a U+FEFF for one. */
const opening = /^[ \t\r\n]*\{[ \t\r\n]*"snapshot"[ \t\r\n]*:[ \t\r\n]*(?=\{)/;

export function looksLikeSnapshot(head: string): boolean {
  return opening.test(head);
}

/**
 * Reads the header from the first bytes of a file (`headLength` of them are enough); the rest stays unread.
 * @throws HeapscopeError `file-invalid`
 */
export function readSnapshotHeader(head: string, file: string): SnapshotHeader {
  const shape = new FileShape(file, 'heapsnapshot');
  const begin = opening.exec(head)?.[0].length;
  if (begin === undefined) return shape.fail('"snapshot" is not its first field', 'the top');
  const end = endOfObject(head, begin);
  if (end === -1) return shape.fail('the header does not end', `the first ${head.length} characters`);
  const snapshot = shape.parse(head.slice(begin, end));
  const meta = shape.object(snapshot['meta'], 'snapshot.meta');
  const fields = readFields(shape, meta);
  for (const [table, names] of Object.entries(requiredFields)) {
    for (const name of names) {
      const found = fields[table] ?? [];
      if (!found.includes(name)) {
        return shape.fail(`"${name}" is missing among ${found.join(', ') || 'none'}`, `snapshot.meta.${table}_fields`);
      }
    }
  }
  return {
    nodeCount: shape.count(snapshot['node_count'], 'snapshot.node_count'),
    edgeCount: shape.count(snapshot['edge_count'], 'snapshot.edge_count'),
    traceFunctionCount: shape.count(snapshot['trace_function_count'] ?? 0, 'snapshot.trace_function_count'),
    rootIndex: shape.count(snapshot['root_index'] ?? 0, 'snapshot.root_index'),
    extraNativeBytes: shape.count(snapshot['extra_native_bytes'] ?? 0, 'snapshot.extra_native_bytes'),
    fields,
    nodeTypes: typeNames(shape, meta, fields, 'node'),
    edgeTypes: typeNames(shape, meta, fields, 'edge'),
  };
}

const requiredFields = {
  node: ['type', 'name', 'id', 'self_size', 'edge_count'],
  edge: ['type', 'name_or_index', 'to_node'],
} as const;

function readFields(shape: FileShape, meta: JsonObject): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const [key, value] of Object.entries(meta)) {
    if (!key.endsWith('_fields')) continue;
    // The children of a trace node stand nested inside their parent's field list: only the names at the top count.
    const names = shape.array(value, `snapshot.meta.${key}`).filter(name => typeof name === 'string');
    fields[key.slice(0, -'_fields'.length)] = names;
  }
  return fields;
}

/** `node_types` and `edge_types` have an entry for each field; that of the field `type` is the list of its names. */
function typeNames(
  shape: FileShape,
  meta: JsonObject,
  fields: Readonly<Record<string, readonly string[]>>,
  table: 'node' | 'edge',
): string[] {
  const where = `snapshot.meta.${table}_types`;
  const place = (fields[table] ?? []).indexOf('type');
  return shape.strings(shape.array(meta[`${table}_types`], where)[place], `${where}[${place}]`);
}

/** Index behind the object that begins at `begin`, -1 when it does not end. Braces inside strings do not count. */
function endOfObject(text: string, begin: number): number {
  let depth = 0;
  let inString = false;
  for (let i = begin; i < text.length; i++) {
    const character = text[i];
    if (inString) {
      if (character === '\\') i++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return i + 1;
  }
  return -1;
}
