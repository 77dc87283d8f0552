import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { changeKind } from '../../../src/calltree/change-tree.ts';
import { type ComparedTree, ComparedTrees } from '../../../src/calltree/compared-trees.ts';
import { frameLabel } from '../../../src/calltree/frame.ts';
import { functionsOf } from '../../../src/calltree/functions.ts';
import { TreeMerger } from '../../../src/calltree/tree-merger.ts';
import { treeOfProfile } from '../formats/profile-tree.ts';
import { treeOf } from './picture.ts';

const page = (tree: CallTree): ComparedTree => ({ tree, isIsolate: () => false, label: 'main page' });

/** Trees of several isolates of one recording, by what a person knows them by. */
function isolates(pictures: Readonly<Record<string, string>>, origin: string): ComparedTree {
  const merger = new TreeMerger('bytes');
  const parts = Object.entries(pictures).map(([functionName, picture]) => ({
    tree: treeOf(picture),
    top: { functionName, url: `${origin}/${functionName}`, line: 0, column: 0 },
  }));
  return { tree: merger.merge(parts), isIsolate: frame => merger.isTop(frame), label: '' };
}

/** For each path: weight before, weight after, and what became of it. */
function pathsIn(tree: CallTree): Record<string, unknown[]> {
  const found: Record<string, unknown[]> = {};
  const names: string[] = [];
  for (let node = 0; node < tree.nodeCount; node++) {
    const frame = tree.frames[tree.frame[node] ?? 0];
    const above = names[tree.parent[node] ?? -1];
    names[node] = node === 0 ? '' : `${above ? `${above} > ` : ''}${frame && frameLabel(frame)}`;
    const [before = 0, after = 0] = [tree.beside.before?.total[node], tree.beside.after?.total[node]];
    if (node > 0) found[names[node] ?? ''] = [before, after, changeKind(before, after)];
  }
  return found;
}

test('paths of two captures are told apart by their functions, and each is new, gone, grown, shrunk or the same', () => {
  const before = treeOf('main 5\n  cache 100\n  old 30\nrender 10\n  cache 7');
  const after = treeOf('render 10\n  cache 9\nmain 5\n  cache 80\n  fresh 40');
  const change = new ComparedTrees('bytes').change(page(before), page(after), false);
  assert.deepEqual(pathsIn(change), {
    main: [135, 125, 'shrunk'],
    'main > cache': [100, 80, 'shrunk'],
    'main > old': [30, 0, 'gone'],
    'main > fresh': [0, 40, 'new'],
    render: [17, 19, 'grown'],
    'render > cache': [7, 9, 'grown'],
  });
  assert.equal(change.total[0], 20 + 30 + 40 + 2, 'what is gained does not hide what is lost');
  const cache = functionsOf(change);
  const row = cache.frame.findIndex(frame => change.frames[frame]?.functionName === 'cache');
  assert.deepEqual([cache.beside.before?.total[row], cache.beside.after?.total[row]], [107, 89]);
});

test('script ids, which are other ones after every load, do not tell functions apart; line and column do', () => {
  const profile = (scriptId: string, columnNumber: number) => {
    const callFrame = { functionName: 'f', scriptId, url: 'app.js', lineNumber: 3, columnNumber };
    const head = {
      callFrame: { functionName: '(root)' },
      selfSize: 0,
      children: [{ callFrame, selfSize: 10, children: [] }],
    };
    return treeOfProfile('heapprofile', JSON.stringify({ head }));
  };
  const trees = new ComparedTrees('bytes');
  assert.deepEqual(pathsIn(trees.change(page(profile('17', 4)), page(profile('99', 4)), false)), {
    f: [10, 10, 'moved'],
  });
  assert.equal(trees.change(page(profile('17', 4)), page(profile('17', 5)), false).nodeCount, 3);
});

test('normalised, twice as much of everything is no change, and what has a larger share has grown', () => {
  const before = treeOf('main\n  cache 100\n  render 100');
  const twice = treeOf('main\n  cache 200\n  render 200');
  const trees = new ComparedTrees('bytes');
  assert.equal(trees.change(page(before), page(twice), true).total[0], 0);
  assert.deepEqual(pathsIn(trees.change(page(before), page(treeOf('main\n  cache 300\n  render 100')), true)), {
    main: [400, 400, 'moved'],
    'main > cache': [200, 300, 'grown'],
    'main > render': [200, 100, 'shrunk'],
  });
});

test('what the error is told by is everything that was sampled, scaled as the figures are', () => {
  const trees = new ComparedTrees('bytes');
  const [before, after] = [page(treeOf('f 100')), page(treeOf('f 300'))];
  assert.equal(trees.change(before, after, false).beside.moved?.total[0], 400);
  assert.equal(trees.change(before, after, true).beside.moved?.total[0], 9 * 100 + 300);
});

test('isolates of two captures are the same by what they are called, wherever their pages came from', () => {
  const before = isolates({ 'main page': 'f 10', 'worker w.js': 'g 5' }, 'https://old.test');
  const after = isolates({ 'main page': 'f 30', 'worker w.js': 'g 5' }, 'https://new.test');
  const trees = new ComparedTrees('bytes');
  const change = trees.change(before, after, false);
  assert.deepEqual(pathsIn(change), {
    'main page': [10, 30, 'grown'],
    'main page > f': [10, 30, 'grown'],
    'worker w.js': [5, 5, 'moved'],
    'worker w.js > g': [5, 5, 'moved'],
  });
  const tops = change.frames.filter((_, frame) => trees.isIsolate(frame)).map(frame => frame.functionName);
  assert.deepEqual(tops, ['main page', 'worker w.js']);
});

test('a capture of one isolate is held against that isolate of several', () => {
  const several = isolates({ 'main page': 'f 10', 'worker w.js': 'g 5' }, 'https://site.test');
  const one = page(treeOf('f 30'));
  assert.deepEqual(pathsIn(new ComparedTrees('bytes').change(several, one, false)), {
    'main page': [10, 30, 'grown'],
    'main page > f': [10, 30, 'grown'],
    'worker w.js': [5, 0, 'gone'],
    'worker w.js > g': [5, 0, 'gone'],
  });
});

test('without anything to compare with, everything is new', () => {
  const change = new ComparedTrees('bytes').change(null, page(treeOf('f 30')), true);
  assert.deepEqual(pathsIn(change), { f: [0, 30, 'new'] });
});

test('frames and keys stay from one comparison to the next, so that what is selected stays selected', () => {
  const trees = new ComparedTrees('bytes');
  const before = page(treeOf('main\n  cache 100'));
  const first = trees.change(before, page(treeOf('main\n  cache 120')), false);
  const known = [...first.frames];
  const second = trees.change(before, page(treeOf('late 5\nmain\n  cache 140')), false);
  assert.deepEqual(second.frames.slice(0, known.length), known);
  const keyOf = (tree: CallTree) =>
    tree.key[[...tree.frame].findIndex(frame => tree.frames[frame]?.functionName === 'cache')];
  assert.equal(keyOf(second), keyOf(first));
});

test('CPU time stays CPU time', () => {
  const node = { id: 1, callFrame: { functionName: 'f' } };
  const profile = { nodes: [node], startTime: 0, endTime: 9, samples: [1], timeDeltas: [0] };
  const tree = treeOfProfile('cpuprofile', JSON.stringify(profile));
  assert.equal(new ComparedTrees('microseconds').change(page(tree), page(tree), false).unit, 'microseconds');
});
