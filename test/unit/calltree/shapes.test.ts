import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterTree } from '../../../src/calltree/filter.ts';
import { functionsOf } from '../../../src/calltree/functions.ts';
import { invert } from '../../../src/calltree/invert.ts';
import { TreeBuilder } from '../../../src/calltree/tree-builder.ts';
import { pictureOf, treeOf } from './picture.ts';

const recursive = treeOf(`
main 1
  walk 2
    walk 4
      walk 8
  draw 16
    walk 32
`);

test('totals add up and siblings stand in descending total', () => {
  assert.deepEqual(pictureOf(recursive), [
    '(root) 0/63',
    '  main 1/63',
    '    draw 16/48',
    '      walk 32/32',
    '    walk 2/14',
    '      walk 4/12',
    '        walk 8/8',
  ]);
});

test('bottom-up counts recursion once: a function has its self weights, below it who called it', () => {
  assert.deepEqual(pictureOf(invert(recursive)), [
    '(root) 0/63',
    '  walk 0/46',
    '    draw 0/32',
    '      main 32/32',
    '    walk 0/12',
    '      walk 0/8',
    '        main 8/8',
    '      main 4/4',
    '    main 2/2',
    '  draw 0/16',
    '    main 16/16',
    '  main 1/1',
  ]);
});

test('a function counts what is below it once, however deep it recurs', () => {
  const { frame, self, total, nodeCount, whole } = functionsOf(recursive);
  const rows = Array.from(frame, (index, row) => [
    recursive.frames[index]?.functionName,
    self[row],
    total[row],
    nodeCount[row],
  ]);
  assert.deepEqual(rows, [
    ['walk', 46, 46, 4],
    ['draw', 16, 48, 1],
    ['main', 1, 63, 1],
  ]);
  assert.equal(whole, 63);
});

test('a filter keeps matches, what is below, and the way to them without its own weight', () => {
  const expected = ['(root) 0/48', '  main 0/48', '    draw 16/48', '      walk 32/32'];
  assert.deepEqual(pictureOf(filterTree(recursive, 'DRAW')), expected);
  assert.deepEqual(pictureOf(filterTree(recursive, '/^draw\\.js$/')), expected);
  assert.deepEqual(pictureOf(filterTree(recursive, '/dra(/')), ['(root) 0/0'], 'an unfinished expression is text');
  assert.equal(filterTree(recursive, ' '), recursive);
});

test('the same path has the same key in every tree, another path another', () => {
  const [small, large] = [treeOf('a 1\n  b 2'), treeOf('x 9\n  b 1\na 5\n  c 7\n  b 3\n    b 1')];
  const pathOf = (tree: typeof small, node: number): string =>
    node === -1 ? '' : `${pathOf(tree, tree.parent[node] ?? -1)}/${tree.frames[tree.frame[node] ?? 0]?.functionName}`;
  const keys = new Map(Array.from(large.key, (key, node) => [pathOf(large, node), key]));
  assert.equal(new Set(keys.values()).size, large.nodeCount);
  assert.ok(small.key.every((key, node) => keys.get(pathOf(small, node)) === key && Number.isSafeInteger(key)));
});

test('a tree a million calls deep is built, turned over, listed and filtered', () => {
  const depth = 1_000_000;
  const builder = new TreeBuilder();
  builder.apply({
    frames: [{ functionName: 'f', url: '', line: 1, column: 1 }],
    nodeParent: Int32Array.from({ length: depth }, (_, node) => node - 1),
    nodeFrame: new Uint32Array(depth),
  });
  builder.setSelf(depth - 1, 5);
  const tree = builder.build('bytes');
  assert.ok(tree);
  assert.equal(tree.total[0], 5);
  assert.equal(invert(tree).nodeCount, depth);
  assert.deepEqual([...functionsOf(tree).total], [5]);
  assert.equal(filterTree(tree, 'f').nodeCount, depth);
});

test('growth that names a parent or frame that is not there is refused', () => {
  const nowhere = { frames: [], nodeParent: Int32Array.of(-1), nodeFrame: Uint32Array.of(0) };
  assert.throws(() => new TreeBuilder().apply(nowhere), RangeError);
  const frames = [{ functionName: '', url: '', line: 0, column: 0 }];
  const ahead = { frames, nodeParent: Int32Array.of(-1, 2), nodeFrame: Uint32Array.of(0, 0) };
  assert.throws(() => new TreeBuilder().apply(ahead), RangeError);
});
