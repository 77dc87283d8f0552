import type { SnapshotHeader } from '../../formats/snapshot-header.ts';
import type { AllocationTraces } from '../heap-snapshot.ts';
import type { ColumnSink } from './column-sink.ts';
import type { TraceNodeFields, TraceTree } from './trace-tree.ts';
import { Malformed } from './value-reader.ts';

export function traceFields({ fields }: SnapshotHeader): TraceNodeFields {
  // A list of names inside this one would be the fields of a child, which are the same: only `children` itself counts.
  const names = fields['trace_node'] ?? [];
  return {
    count: Math.max(1, names.length),
    id: names.indexOf('id'),
    functionIndex: names.indexOf('function_info_index'),
    allocations: names.indexOf('count'),
    size: names.indexOf('size'),
    children: names.indexOf('children'),
  };
}

/** The functions and stacks of a timeline; null for a file that was recorded without. */
export function tracesOf(
  header: SnapshotHeader,
  infos: ColumnSink,
  tree: TraceTree,
  stringCount: number,
): AllocationTraces | null {
  if (header.traceFunctionCount === 0) return null;
  const names = header.fields['trace_function_info'] ?? [];
  const field = (name: string) => Uint32Array.from(infos.field(names, name));
  const traces: AllocationTraces = {
    functionName: field('name'),
    scriptName: field('script_name'),
    scriptId: field('script_id'),
    line: field('line'),
    column: field('column'),
    nodeId: tree.id.copy(),
    nodeFunction: tree.functionIndex.copy(),
    nodeParent: tree.parent.copy(),
    nodeCount: tree.allocations.copy(),
    nodeSize: tree.size.copy(),
  };
  check(traces.functionName, stringCount, 'trace_function_infos', 'name');
  check(traces.scriptName, stringCount, 'trace_function_infos', 'script_name');
  check(traces.nodeFunction, traces.functionName.length, 'trace_tree', 'function_info_index');
  return traces;
}

function check(indexes: Uint32Array, count: number, list: string, field: string): void {
  const wrong = indexes.findIndex(index => index >= count);
  if (wrong !== -1) throw new Malformed(`${indexes[wrong]} is no value for it`, 0, `${list}[${wrong}].${field}`);
}
