import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { changeKind, changeTree } from '../../../src/calltree/change-tree.ts';
import { filterTree } from '../../../src/calltree/filter.ts';
import { frameLabel } from '../../../src/calltree/frame.ts';
import { functionsOf } from '../../../src/calltree/functions.ts';
import { invert } from '../../../src/calltree/invert.ts';
import { withoutWeightless } from '../../../src/calltree/subset.ts';
import { treeOf } from './picture.ts';

/** A tree of the change between two pictures of the same places. */
function changeOf(before: string, after: string, normalised = false): CallTree {
  const shape = treeOf(after);
  const from = treeOf(before);
  assert.deepEqual(from.key, shape.key, 'the pictures show the same places');
  return changeTree(shape, { before: from.self, after: shape.self, moved: shape.self }, normalised);
}

const before = `
main
  cache 100
  render 40
    draw 60
  steady 70`;
const after = `
main
  cache 30
  render 40
    draw 90
  steady 70`;

/** For each function in sight: weight, and live bytes before and after. */
function changesIn(tree: CallTree): Record<string, number[]> {
  const found: Record<string, number[]> = {};
  for (let node = 1; node < tree.nodeCount; node++) {
    const frame = tree.frames[tree.frame[node] ?? 0];
    const sides = [tree.beside.before, tree.beside.after].map(side => side?.total[node] ?? Number.NaN);
    if (frame) found[frameLabel(frame)] = [tree.total[node] ?? 0, ...sides];
  }
  return found;
}

test('a node weighs what it gained and what it lost, so that one does not hide the other', () => {
  assert.deepEqual(changesIn(changeOf(before, after)), {
    main: [100, 270, 230],
    cache: [70, 100, 30],
    render: [30, 100, 130],
    draw: [30, 60, 90],
    steady: [0, 70, 70],
  });
});

test('what has not changed goes out of sight, but still counts in what holds it', () => {
  const { main, steady } = changesIn(withoutWeightless(changeOf(before, after)));
  assert.deepEqual([main, steady], [[100, 270, 230], undefined]);
});

test('before and after go with the weight when a change is turned, filtered or listed by function', () => {
  const change = changeOf(before, after);
  const inverted = changesIn(withoutWeightless(invert(change)));
  assert.deepEqual(
    [inverted['cache'], inverted['draw']],
    [
      [70, 100, 30],
      [30, 60, 90],
    ],
  );
  assert.deepEqual(changesIn(filterTree(change, 'render'))['main'], [30, 100, 130]);
  const { count, frame, total, beside } = functionsOf(change);
  const rows = Array.from({ length: count }, (_, row) => [
    change.frames[frame[row] ?? 0]?.functionName,
    total[row],
    beside.before?.total[row],
    beside.after?.total[row],
  ]);
  assert.deepEqual(rows, [
    ['cache', 70, 100, 30],
    ['draw', 30, 60, 90],
    ['main', 100, 270, 230],
    ['render', 30, 100, 130],
  ]);
});

test('as shares, twice as much of everything is no change', () => {
  const doubled = before.replaceAll(/\d+/g, size => String(2 * Number(size)));
  assert.equal(changeOf(before, doubled, true).total[0], 0);
  assert.equal(changeOf(before, doubled).total[0], 270);
});

test('what has become of a place is told by its bytes before and after', () => {
  const kinds = [
    [0, 5],
    [5, 0],
    [5, 7],
    [7, 5],
    [5, 5],
  ].map(([from = 0, to = 0]) => changeKind(from, to));
  assert.deepEqual(kinds, ['new', 'gone', 'grown', 'shrunk', 'moved']);
});
