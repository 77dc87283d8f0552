import type { HeapGraph } from '../heap-graph.ts';
import { type Counts, nodesWhere } from './node-lists.ts';
import type { NodeNames } from './node-names.ts';

export interface SearchText {
  readonly text: string;
  readonly isRegex?: boolean | undefined;
  readonly matchCase?: boolean | undefined;
}

const notTested = 0;
const matches = 1;
const differs = 2;

/**
 * Nodes whose name has a text in it, in the order of the file; nodes of no size are in no table and are not found
 * (`HeapSnapshot.search` of DevTools).
 * @throws SyntaxError for a regular expression that is none.
 */
export function searchNames(graph: HeapGraph, names: NodeNames, wanted: SearchText, counts: Counts): Uint32Array {
  const has = textTest(wanted);
  const { strings, nodes } = graph.snapshot;
  /** For each string, whether it has been tested, and how that ended: many nodes share a name. */
  const tested = new Uint8Array(strings.count);
  return nodesWhere(graph, node => {
    if (graph.shallowSize[node] === 0 || (counts !== null && !counts(node))) return false;
    if (names.isMade(node)) return has(names.nameOf(node));
    const name = nodes.name[node] as number;
    if (tested[name] === notTested) tested[name] = has(strings.get(name)) ? matches : differs;
    return tested[name] === matches;
  });
}

/** @throws SyntaxError for a regular expression that is none. */
function textTest({ text, isRegex, matchCase }: SearchText): (name: string) => boolean {
  if (!isRegex && matchCase) return name => name.includes(text);
  const source = isRegex ? text : text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  const pattern = new RegExp(source, matchCase ? '' : 'i');
  return name => pattern.test(name);
}
