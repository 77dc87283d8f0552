import type { HeapSnapshot } from '../../heap-snapshot.ts';
import { nodeTypeNumbers } from '../../type-numbers.ts';
import { edgeReader, numberReader } from '../edge-reader.ts';

/** What the heap knows of functions and their variables; nodes by ordinal. */
export interface HeapScan {
  /** Nodes of scripts. */
  readonly scripts: ReadonlySet<number>;
  /** Nodes that hold variables, with the node that describes their scope. */
  readonly contexts: ReadonlyMap<number, number>;
  /** Contexts that functions of a scope see, theirs and those around: by script and id of the scope. */
  readonly seenBy: ReadonlyMap<number, ReadonlyMap<number, ReadonlySet<number>>>;
  /** The script that a description of a scope belongs to, null when nothing says so. */
  scriptOf(scopeInfo: number): number | null;
}

const unknown = 0;
const script = 1;
const context = 2;
const functionInfo = 3;

/** One pass over all nodes. */
export function scanHeap(snapshot: HeapSnapshot): HeapScan {
  const { nodes, nodeCount, strings } = snapshot;
  const { closure } = nodeTypeNumbers(snapshot);
  const kinds = kindsOfNames(snapshot);
  const kindOf = (node: number) => kinds[nodes.name[node] as number];
  const read = (name: string) => edgeReader(snapshot, 'internal', name);
  const [sharedOf, contextOf, scriptOf, idOf] = [read('shared'), read('context'), read('script'), read('scope_id')];
  const [scopeInfoOf, previousOf] = [read('scope_info'), read('previous')];
  const nameOrScopeInfoOf = read('name_or_scope_info');
  const outerOf = read('outer_scope_info');
  const int = numberReader(snapshot, 'int');
  const scopeInfoName = strings.indexOf('system / ScopeInfo');

  const scripts = new Set<number>();
  const contexts = new Map<number, number>();
  const scriptOfScopeInfo = new Map<number, number>();
  const seenBy = new Map<number, Map<number, Set<number>>>();
  const look = (node: number) => {
    const shared = sharedOf(node);
    const own = contextOf(node);
    const from = shared === null ? null : scriptOf(shared);
    const id = shared === null ? null : int(idOf(shared));
    if (own === null || from === null || id === null) return;
    const ofScript = seenBy.get(from) ?? new Map<number, Set<number>>();
    seenBy.set(from, ofScript);
    const seen = ofScript.get(Number(id)) ?? new Set<number>();
    ofScript.set(Number(id), seen);
    for (let at: number | null = own; at !== null && !seen.has(at) && kindOf(at) === context; at = previousOf(at)) {
      seen.add(at);
    }
  };
  for (let node = 0; node < nodeCount; node++) {
    const kind = kindOf(node);
    if (kind === script) scripts.add(node);
    else if (kind === context) {
      const info = scopeInfoOf(node);
      if (info !== null) contexts.set(node, info);
    } else if (nodes.type[node] === closure) look(node);
    else if (kind === functionInfo) {
      const info = nameOrScopeInfoOf(node);
      const from = scriptOf(node);
      if (info === null || from === null) continue;
      if (nodes.name[info] === scopeInfoName && kindOf(from) === script) scriptOfScopeInfo.set(info, from);
    }
  }
  return {
    scripts,
    contexts,
    seenBy,
    scriptOf(scopeInfo) {
      const visited = new Set<number>();
      // Only functions know their script; a block has that of the function around it.
      for (let at: number | null = scopeInfo; at !== null && !visited.has(at); at = outerOf(at)) {
        const known = scriptOfScopeInfo.get(at);
        if (known !== undefined) return known;
        visited.add(at);
      }
      return null;
    },
  };
}

/** For each string, what a node with that name is. */
function kindsOfNames({ strings }: HeapSnapshot): Uint8Array {
  const own = new TextEncoder().encode('system / ');
  const kinds = new Uint8Array(strings.count);
  for (let index = 0; index < strings.count; index++) {
    if (!strings.startsWith(index, own)) continue;
    const name = strings.get(index);
    if (name.startsWith('system / Script')) kinds[index] = script;
    else if (name === 'system / Context' || name.startsWith('system / Context / ')) kinds[index] = context;
    else kinds[index] = name.startsWith('system / SharedFunctionInfo') ? functionInfo : unknown;
  }
  return kinds;
}
