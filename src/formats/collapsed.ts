import type { CallTree } from '../calltree/call-tree.ts';
import { type Frame, frameLabel } from '../calltree/frame.ts';

/**
 * Brendan Gregg's collapsed stacks, which speedscope and flamegraph.pl open: `outer;inner 1234`, one line per stack.
 * Weights are whole numbers above 0, so that what is less stays out; in names, `;` and line ends become `:` and spaces.
 * @returns lines with their ends, so that a large tree needs no large text.
 */
export function* collapsedLines(tree: CallTree): Generator<string> {
  const names = tree.frames.map(nameOf);
  const path: string[] = [];
  for (let node = 0; node < tree.nodeCount; node++) {
    const above = path[tree.parent[node] as number];
    const name = names[tree.frame[node] as number] ?? '';
    // The root is on every stack and says nothing, unless it is all there is.
    path[node] = node === 0 ? '' : above ? `${above};${name}` : name;
    const weight = Math.round(tree.self[node] as number);
    if (weight > 0) yield `${path[node] || name} ${weight}\n`;
  }
}

function nameOf(frame: Frame): string {
  const place = frame.url && ` (${frame.url}:${frame.line}:${frame.column})`;
  return `${frameLabel(frame)}${place}`.replaceAll(';', ':').replaceAll(/\s+/g, ' ');
}
