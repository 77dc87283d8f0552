import type { HeapSnapshot, NumberTable } from '../../heap-snapshot.ts';

/** A scope of the source text, as V8 writes it from Chrome 156 on. */
export interface Scope {
  /** Known within its script alone. */
  readonly id: number;
  readonly parent: Scope | null;
  /** Variables that live in a context, because a function inside of the scope uses them. */
  readonly variables: readonly Variable[];
}

export interface Variable {
  readonly name: string;
  /** Scopes whose text uses it. */
  readonly uses: Set<Scope>;
}

/** For each script, by the ordinal of its node, its scopes by their id. */
export type ScopesOfScripts = ReadonlyMap<number, ReadonlyMap<number, Scope>>;

/** Whether a file tells which function uses which variable: those before Chrome 156 do not. */
export const hasScopes = ({ scopes }: HeapSnapshot): boolean => scopes.scopes.values.length > 0;

/** Puts the three lists of a file together to trees of scopes. */
export function readScopes(snapshot: HeapSnapshot): ScopesOfScripts {
  const { scopes, contextVariables, uses } = snapshot.scopes;
  const script = column(scopes, 'script_node_index');
  const id = column(scopes, 'scope_id');
  const depth = column(scopes, 'depth');
  const variableCount = column(scopes, 'scope_context_vars_count');
  const useCount = column(scopes, 'scope_uses_count');
  const variableName = column(contextVariables, 'name');
  const declaringScope = column(uses, 'declaring_scope_id');
  const slot = column(uses, 'slot_index');
  const scripts = new Map<number, Map<number, Scope>>();
  const fieldCount = fieldsOfNode(snapshot);
  const ofRow: Scope[] = [];

  /** The scopes around the one that is being read, the outermost first. */
  let around: Scope[] = [];
  for (let row = 0, variable = 0; row < script.count; row++) {
    if (row > 0 && script.at(row) !== script.at(row - 1)) around = [];
    const end = Math.min(variable + variableCount.at(row), variableName.count);
    const variables: Variable[] = [];
    for (; variable < end; variable++) {
      variables.push({ name: snapshot.strings.get(variableName.at(variable)), uses: new Set() });
    }
    around.length = Math.min(depth.at(row), around.length);
    const scope = { id: id.at(row), parent: around.at(-1) ?? null, variables };
    around.push(scope);
    ofRow.push(scope);
    const node = script.at(row) / fieldCount;
    const known = scripts.get(node);
    if (known === undefined) scripts.set(node, new Map([[scope.id, scope]]));
    else known.set(scope.id, scope);
  }
  for (let row = 0, use = 0; row < script.count; row++) {
    const end = Math.min(use + useCount.at(row), slot.count);
    for (; use < end; use++) {
      const declaring = scripts.get(script.at(row) / fieldCount)?.get(declaringScope.at(use));
      declaring?.variables[slot.at(use)]?.uses.add(ofRow[row] as Scope);
    }
  }
  return scripts;
}

function column({ fields, values }: NumberTable, field: string) {
  const offset = fields.indexOf(field);
  const count = offset === -1 ? 0 : Math.floor(values.length / fields.length);
  return { count, at: (row: number) => values[row * fields.length + offset] as number };
}

/** Scopes name their script by its place in the list of nodes: its ordinal times the fields of a node. */
function fieldsOfNode({ nodes }: HeapSnapshot): number {
  const always = ['type', 'name', 'id', 'self_size', 'edge_count'].length;
  return always + Number(nodes.traceNodeId !== null) + Number(nodes.detachedness !== null);
}
