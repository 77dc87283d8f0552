import type { SnapshotHeader } from '../../formats/snapshot-header.ts';
import type { ScopeColumns } from '../heap-snapshot.ts';
import { mostIn32Bits } from '../sizes.ts';
import type { ColumnSink } from './column-sink.ts';
import type { SnapshotLayout } from './layout.ts';
import { Malformed } from './value-reader.ts';

/** The three lists that scopes are written in. */
export interface ScopeLists {
  readonly scopes: ColumnSink;
  readonly variables: ColumnSink;
  readonly uses: ColumnSink;
}

/** Sorts scopes and their variables into columns. */
export function scopesOf(
  { scopes, variables, uses }: ScopeLists,
  { fields }: SnapshotHeader,
  layout: SnapshotLayout,
  stringCount: number,
): ScopeColumns {
  const ofScope = (name: string) => scopes.field(fields['scope'] ?? [], name);
  const ofUse = (name: string) => uses.field(fields['scope_use'] ?? [], name);
  const names = variables.field(fields['scope_context_var'] ?? [], 'name');
  return {
    script: nodesAt(ofScope('script_node_index'), layout),
    id: Int32Array.from(ofScope('scope_id')),
    depth: countsIn(ofScope('depth'), mostIn32Bits, 'scopes', 'depth'),
    variableCount: countsIn(ofScope('scope_context_vars_count'), mostIn32Bits, 'scopes', 'scope_context_vars_count'),
    useCount: countsIn(ofScope('scope_uses_count'), mostIn32Bits, 'scopes', 'scope_uses_count'),
    variableName: countsIn(names, stringCount - 1, 'scope_context_vars', 'name'),
    declaringScope: Int32Array.from(ofUse('declaring_scope_id')),
    slot: Int32Array.from(ofUse('slot_index')),
  };
}

/** Ordinals of nodes, which a file names by their place in its list of nodes. */
function nodesAt(places: Float64Array, { node, nodeCount }: SnapshotLayout): Uint32Array {
  return Uint32Array.from(places, (place, i) => {
    const ordinal = place / node.count;
    if (Number.isInteger(ordinal) && ordinal >= 0 && ordinal < nodeCount) return ordinal;
    throw new Malformed(`${place} is no value for it`, 0, `scopes[${i}].script_node_index`);
  });
}

function countsIn(values: Float64Array, most: number, list: string, field: string): Uint32Array {
  const wrong = values.findIndex(value => !(value >= 0 && value <= most));
  if (wrong !== -1) throw new Malformed(`${values[wrong]} is no value for it`, 0, `${list}[${wrong}].${field}`);
  return Uint32Array.from(values);
}
