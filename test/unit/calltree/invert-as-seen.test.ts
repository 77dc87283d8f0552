import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { firstPathKeys, flattenExpanded } from '../../../panel/widgets/tree-table/visible-rows.ts';
import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { invert, type Opened } from '../../../src/calltree/invert.ts';
import { finishTree } from '../../../src/calltree/tree-builder.ts';
import { treeOf } from './picture.ts';

/** Trees of a few functions that call each other and themselves, with whole numbers as weights, and a second figure beside them. */
const trees: fc.Arbitrary<CallTree> = fc
  .array(fc.record({ above: fc.nat(), frame: fc.nat(3), self: fc.nat(5), kept: fc.nat(2) }), { maxLength: 60 })
  .map(nodes => {
    const parent = Int32Array.from([-1, ...nodes.map(({ above }, i) => above % (i + 1))]);
    const frame = Uint32Array.from([0, ...nodes.map(node => node.frame + 1)]);
    const frames = ['(root)', 'a', 'b', 'c', 'd'].map(functionName => ({ functionName, url: '', line: 1, column: 1 }));
    const self = Float64Array.from([0, ...nodes.map(node => node.self)]);
    const kept = Float64Array.from([0, ...nodes.map(node => node.kept)]);
    return finishTree('bytes', frames, parent, frame, self, new Float64Array(parent.length), { kept });
  });

/** What a person sees: the rows, with their figures and whether they can be opened. */
function rowsOf(tree: CallTree, expanded: ReadonlySet<number>): unknown[] {
  const { node: nodes, level, count } = flattenExpanded(tree, expanded);
  return Array.from(nodes.subarray(0, count), (node, row) => {
    const { self, total } = tree.beside.kept ?? assert.fail();
    const figures = [tree.self[node], tree.total[node], self[node], total[node]];
    return [level[row], tree.key[node], tree.frame[node], ...figures, tree.firstChild[node] !== -1];
  });
}

test('a bottom-up tree that is made as far as it is open shows what the whole one shows', () => {
  fc.assert(
    fc.property(trees, fc.array(fc.nat()), (tree, places) => {
      const whole = invert(tree);
      const opened = new Set(places.map(place => whole.key[place % whole.nodeCount] as number));
      const seen = invert(tree, opened);
      assert.deepEqual(rowsOf(seen, opened), rowsOf(whole, opened));
      assert.deepEqual([seen.total[0], seen.beside.kept?.total[0]], [whole.total[0], whole.beside.kept?.total[0]]);
    }),
  );
});

test('a bottom-up tree nobody has touched is made along its heaviest path', () => {
  fc.assert(
    fc.property(trees, fc.integer({ min: 1, max: 4 }), (tree, levels) => {
      const [whole, seen] = [invert(tree), invert(tree, levels)];
      const path = new Set(firstPathKeys(whole, 0, levels));
      assert.deepEqual(new Set(firstPathKeys(seen, 0, levels)), path);
      assert.deepEqual(rowsOf(seen, path), rowsOf(whole, path));
    }),
  );
});

test('what is opened next is there with its own callers, and nothing further', () => {
  const deep = treeOf('a\n  b\n    c\n      d\n        e\n          f 1');
  const levels = (opened: Opened) => invert(deep, opened).nodeCount - 1;
  const whole = invert(deep);
  assert.deepEqual([levels(new Set()), levels(new Set([whole.key[1] as number])), levels('all')], [3, 4, 6]);
});
