import type { HeapSnapshot } from '../../heap-snapshot.ts';

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
export const hasScopes = ({ scopes }: HeapSnapshot): boolean => scopes.id.length > 0;

/** Puts the columns of a file together to trees of scopes. */
export function readScopes({ scopes, strings }: HeapSnapshot): ScopesOfScripts {
  const { script, id, depth, variableCount, useCount, variableName, declaringScope, slot } = scopes;
  const at = (column: Int32Array | Uint32Array, row: number) => column[row] as number;
  const scripts = new Map<number, Map<number, Scope>>();
  const ofRow: Scope[] = [];

  /** The scopes around the one that is being read, the outermost first. */
  let around: Scope[] = [];
  for (let row = 0, variable = 0; row < script.length; row++) {
    if (row > 0 && script[row] !== script[row - 1]) around = [];
    const end = Math.min(variable + at(variableCount, row), variableName.length);
    const variables: Variable[] = [];
    for (; variable < end; variable++) {
      variables.push({ name: strings.get(at(variableName, variable)), uses: new Set() });
    }
    around.length = Math.min(at(depth, row), around.length);
    const scope = { id: at(id, row), parent: around.at(-1) ?? null, variables };
    around.push(scope);
    ofRow.push(scope);
    const known = scripts.get(at(script, row));
    if (known === undefined) scripts.set(at(script, row), new Map([[scope.id, scope]]));
    else known.set(scope.id, scope);
  }
  for (let row = 0, use = 0; row < script.length; row++) {
    const end = Math.min(use + at(useCount, row), slot.length);
    for (; use < end; use++) {
      const declaring = scripts.get(at(script, row))?.get(at(declaringScope, use));
      declaring?.variables[at(slot, use)]?.uses.add(ofRow[row] as Scope);
    }
  }
  return scripts;
}
