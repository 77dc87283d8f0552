import { edgeSource, type HeapGraph, retainedSizeOf } from '../../heap-graph.ts';
import { type NodeOrdinal, nodeOrdinal } from '../../heap-snapshot.ts';
import { edgeTypeNumbers } from '../../type-numbers.ts';
import { EdgeNames } from '../edge-names.ts';
import { edgeReader, numberReader } from '../edge-reader.ts';
import { type HeapScan, scanHeap } from './heap-scan.ts';
import { hasScopes, readScopes, type Scope, type Variable } from './scopes.ts';

/** A scope of the source text whose variables are kept though no function can use them any more. */
export interface DeadScope {
  /** The node of the script. */
  readonly script: NodeOrdinal;
  /** URL of the script, empty when it has none. */
  readonly scriptName: string;
  /** Name of the function, empty when it has none. */
  readonly functionName: string;
  /** Where the scope begins in the text of the script, in UTF-16 units. */
  readonly start: number;
  /** Where it ends. */
  readonly end: number;
  /** Each time the scope was entered and its variables stayed, the one that wastes most first. */
  readonly contexts: readonly DeadContext[];
}

export interface DeadContext {
  readonly context: NodeOrdinal;
  /** Bytes: the sum of what the dead variables retain. */
  readonly deadSize: number;
  readonly variables: readonly DeadVariable[];
}

export interface DeadVariable {
  readonly name: string;
  readonly value: NodeOrdinal;
  /** Bytes. */
  readonly retainedSize: number;
}

/** Names of the dead variables of some contexts, each once. */
export const deadNames = (contexts: readonly DeadContext[]): string[] => [
  ...new Set(contexts.flatMap(({ variables }) => variables.map(({ name }) => name))),
];

/**
 * Variables that closures keep alive without being able to use them (`analyzeContexts` of DevTools): all functions of a scope share
 * one context, so one that lives keeps the variables of another that is gone.
 * Nothing is found in files without scopes: those before Chrome 156.
 */
export function deadVariables(graph: HeapGraph): DeadScope[] {
  const { snapshot } = graph;
  if (!hasScopes(snapshot)) return [];
  const scopes = readScopes(snapshot);
  const scan = scanHeap(snapshot);
  const names = scopeNames(graph);
  const idOf = edgeReader(snapshot, 'internal', 'scope_id');
  const int = numberReader(snapshot, 'int');
  const deadIn = deadFinder(graph, scan);
  const found = new Map<number, DeadContext[]>();
  for (const [context, info] of scan.contexts) {
    const script = scan.scriptOf(info);
    const id = int(idOf(info));
    if (script === null || id === null || !scan.scripts.has(script)) continue;
    const scope = scopes.get(script)?.get(Number(id));
    const dead = scope && deadIn(script, scope, context);
    if (dead === undefined || dead.variables.length === 0) continue;
    const known = found.get(info);
    if (known === undefined) found.set(info, [dead]);
    else known.push(dead);
  }
  const worstOf = ({ contexts }: DeadScope) => contexts[0]?.deadSize ?? 0;
  return Array.from(found, ([info, contexts]): DeadScope => {
    const script = nodeOrdinal(scan.scriptOf(info) as number);
    return { script, ...names(script, info), contexts: contexts.sort((a, b) => b.deadSize - a.deadSize) };
  }).sort((a, b) => worstOf(b) - worstOf(a));
}

/** Finds the variables of a context that no function can use. */
function deadFinder(graph: HeapGraph, scan: HeapScan) {
  const { nodes, edges } = graph.snapshot;
  const edgeNames = new EdgeNames(graph.snapshot);
  const types = edgeTypeNumbers(graph.snapshot);
  return (script: number, scope: Scope, context: number): DeadContext => {
    const variables: DeadVariable[] = [];
    const end = nodes.firstEdge[context + 1] as number;
    for (let edge = nodes.firstEdge[context] as number; edge < end; edge++) {
      if (edges.type[edge] !== types.context) continue;
      const name = edgeNames.nameOf(edge);
      const variable = scope.variables.find(each => each.name === name);
      if (variable === undefined || isUsed(scan, script, context, variable)) continue;
      const value = nodeOrdinal(edges.target[edge] as number);
      variables.push({ name, value, retainedSize: retainedSizeOf(graph, value) });
    }
    variables.sort((a, b) => b.retainedSize - a.retainedSize);
    const deadSize = variables.reduce((sum, { retainedSize }) => sum + retainedSize, 0);
    return { context: nodeOrdinal(context), deadSize, variables };
  };
}

/** Whether a function that lives and sees this context uses the variable, or can make a function that does. */
function isUsed(scan: HeapScan, script: number, context: number, { uses }: Variable): boolean {
  const seenBy = scan.seenBy.get(script);
  for (const use of uses) {
    for (let scope: Scope | null = use; scope !== null; scope = scope.parent) {
      if (seenBy?.get(scope.id)?.has(context)) return true;
    }
  }
  return false;
}

/** Reads what people know a scope by. */
function scopeNames(graph: HeapGraph) {
  const { snapshot } = graph;
  const { nodes, strings } = snapshot;
  const read = (name: string) => edgeReader(snapshot, 'internal', name);
  const [urlOf, functionNameOf] = [read('source_url'), read('function_name')];
  const [startOf, endOf] = [read('start_position'), read('end_position')];
  const int = numberReader(snapshot, 'int');
  const nameOf = (node: number | null) => (node === null ? '' : strings.get(nodes.name[node] as number));
  const prefix = 'system / Script / ';
  const sharedNameOf = sharedNames(graph);
  return (script: number, info: number) => {
    const name = nameOf(script);
    return {
      scriptName: name.startsWith(prefix) && name !== prefix ? name.slice(prefix.length) : nameOf(urlOf(script)),
      functionName: nameOf(functionNameOf(info)) || sharedNameOf(info),
      start: Number(int(startOf(info)) ?? 0),
      end: Number(int(endOf(info)) ?? 0),
    };
  };
}

/**
 * The name of the function that a scope belongs to, empty when it has none. In most scopes V8 leaves it out, and DevTools reads it from
 * the source text; what all closures of the function share has it in the name of its node.
 */
function sharedNames(graph: HeapGraph): (info: number) => string {
  const { snapshot } = graph;
  const { nodes, edges, strings } = snapshot;
  const { internal } = edgeTypeNumbers(snapshot);
  const ownScope = strings.indexOf('name_or_scope_info');
  const prefix = 'system / SharedFunctionInfo / ';
  return info => {
    const { first, edge: retainers } = graph.retainers();
    for (let i = first[info] as number; i < (first[info + 1] as number); i++) {
      const edge = retainers[i] as number;
      if (edges.type[edge] !== internal || edges.nameOrIndex[edge] !== ownScope) continue;
      const name = strings.get(nodes.name[edgeSource(snapshot, edge)] as number);
      if (name.startsWith(prefix)) return name.slice(prefix.length);
    }
    return '';
  };
}
