import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { frameLabel } from '../../../src/calltree/frame.ts';
import type { SamplingProfileNode } from '../../../src/calltree/from-profiles.ts';
import { treeFromSamplingProfile } from '../../../src/calltree/from-profiles.ts';

/** A call tree from lines such as `  render 20`: indentation is depth, the number is the self weight. */
export function treeOf(picture: string): CallTree {
  const root = nodeOf('(root)', 0);
  const path = [root];
  for (const line of picture.split('\n').filter(line => line.trim() !== '')) {
    const depth = line.search(/\S/) / 2 + 1;
    const [name = '', self = '0'] = line.trim().split(' ');
    const node = nodeOf(name, Number(self));
    path[depth - 1]?.children.push(node);
    path[depth] = node;
  }
  return treeFromSamplingProfile(root);
}

/** The lines of a tree: name, self / total, heaviest first. */
export function pictureOf(tree: CallTree): string[] {
  const lines: string[] = [];
  const visit = (node: number, depth: number) => {
    for (let at = node; at !== -1; at = tree.nextSibling[at] ?? -1) {
      const frame = tree.frames[tree.frame[at] ?? 0];
      lines.push(`${'  '.repeat(depth)}${frame && frameLabel(frame)} ${tree.self[at]}/${tree.total[at]}`);
      visit(tree.firstChild[at] ?? -1, depth + 1);
    }
  };
  visit(0, 0);
  return lines;
}

type MutableNode = SamplingProfileNode & { children: MutableNode[] };

function nodeOf(functionName: string, selfSize: number): MutableNode {
  const callFrame = { functionName, scriptId: '1', url: `${functionName}.js`, lineNumber: 0, columnNumber: 0 };
  return { callFrame, selfSize, children: [] };
}
