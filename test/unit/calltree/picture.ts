import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { type Frame, frameLabel } from '../../../src/calltree/frame.ts';
import { TreeBuilder } from '../../../src/calltree/tree-builder.ts';
import { TreeInterner } from '../../../src/calltree/tree-interner.ts';

/** A call tree from lines such as `  render 20`: indentation is depth, the number is the self weight. Nodes of the same path are one. */
export function treeOf(picture: string): CallTree {
  const nodes = new TreeInterner();
  const path = [nodes.child(-1, frameOf('(root)'))];
  const self = [0];
  for (const line of picture.split('\n').filter(line => line.trim() !== '')) {
    const depth = line.search(/\S/) / 2 + 1;
    const [name = '', weight = '0'] = line.trim().split(' ');
    const node = nodes.child(path[depth - 1] ?? 0, frameOf(name));
    self[node] = (self[node] ?? 0) + Number(weight);
    path[depth] = node;
  }
  const tree = new TreeBuilder();
  tree.apply(nodes.takeGrowth());
  return tree.build('bytes', Float64Array.from(self)) as CallTree;
}

const frameOf = (functionName: string): Frame => ({ functionName, url: `${functionName}.js`, line: 1, column: 1 });

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
