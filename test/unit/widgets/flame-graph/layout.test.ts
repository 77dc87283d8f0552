import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FlameLayout } from '../../../../panel/widgets/flame-graph/layout.ts';
import { wholeRange } from '../../../../panel/widgets/flame-graph/range.ts';
import { treeOf } from '../tree-of.ts';

const { tree, names, node } = treeOf(`
  root
    a 10
      a1 30
      a2 20
    b 30
      b1 10`);

/** Each box as `level name left+width`, in whole pixels. */
function drawn(layout: FlameLayout): string[] {
  return Array.from({ length: layout.count }, (_, box) => {
    const name = names[layout.node[box] ?? -1];
    return `${layout.depth[box]} ${name} ${Math.round(layout.x[box] ?? 0)}+${Math.round(layout.width[box] ?? 0)}`;
  });
}

test('boxes are as wide as their share and children stand side by side under the left edge of their parent', () => {
  const layout = new FlameLayout();
  layout.compute(tree, wholeRange, 1000);
  assert.deepEqual(drawn(layout), [
    '0 root 0+1000',
    '1 a 0+600',
    '2 a1 0+300',
    '2 a2 300+200',
    '1 b 600+400',
    '2 b1 600+100',
  ]);
  assert.equal(layout.levels, 3);
});

test('zoomed in, boxes out of view are left out with all below them, and those cut by the edge keep their true place', () => {
  const layout = new FlameLayout();
  layout.compute(tree, { from: 0.6, to: 1 }, 1000);
  assert.deepEqual(drawn(layout), ['0 root -1500+2500', '1 b 0+1000', '2 b1 0+250']);
});

test('boxes under half a pixel are left out, wider ones are not', () => {
  const { tree: fine } = treeOf(`
  root
    wide 998.9
    seen 0.6
      below 0.1
    lost 0.4`);
  const layout = new FlameLayout();
  layout.compute(fine, wholeRange, 1000);
  assert.deepEqual([...layout.node.subarray(0, layout.count)], [0, 1, 2]);
});

test('a box is found by a point on it and by its node, and not beside it', () => {
  const layout = new FlameLayout();
  layout.compute(tree, wholeRange, 1000);
  assert.equal(layout.node[layout.boxAt(299, 2)], node('a1'));
  assert.equal(layout.node[layout.boxAt(300, 2)], node('a2'));
  assert.equal(layout.boxAt(550, 2), -1);
  assert.equal(layout.boxAt(10, 3), -1);
  assert.equal(layout.boxOfNode(node('b')), 4);
});

test('the box beside another may hang under a different parent', () => {
  const layout = new FlameLayout();
  layout.compute(tree, wholeRange, 1000);
  const a2 = layout.boxOfNode(node('a2'));
  assert.equal(layout.node[layout.besides(a2, 1)], node('b1'));
  assert.equal(layout.node[layout.besides(a2, -1)], node('a1'));
  assert.equal(layout.besides(layout.boxOfNode(0), 1), -1);
});

test('a tree that weighs nothing has no boxes', () => {
  const layout = new FlameLayout();
  layout.compute(treeOf('root').tree, wholeRange, 1000);
  assert.equal(layout.count, 0);
});

test('a stack a hundred thousand deep is laid out without recursion, and a smaller tree afterwards leaves nothing behind', () => {
  const count = 100_000;
  const index = Int32Array.from({ length: count }, (_, at) => at);
  const chain = {
    nodeCount: count,
    parent: index.map(at => at - 1),
    firstChild: index.map(at => (at + 1 < count ? at + 1 : -1)),
    nextSibling: new Int32Array(count).fill(-1),
    frame: new Uint32Array(count),
    total: new Float64Array(count).fill(8),
    key: Float64Array.from(index),
  };
  const layout = new FlameLayout();
  layout.compute(chain, wholeRange, 100);
  assert.equal(layout.levels, count);
  assert.equal(layout.count, count);
  layout.compute(tree, wholeRange, 1000);
  assert.equal(layout.count, 6);
});
