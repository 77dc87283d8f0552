import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameLabel } from '../../../src/calltree/frame.ts';
import { linesOf } from '../../../src/calltree/lines.ts';
import { RecordingModel } from '../../../src/recording/recording-model.ts';
import type { CpuRow, IsolateRow, Row, SamplingRow, UsageRow } from '../../../src/recording/rows.ts';
import { bytes, isolateIndex, microseconds, milliseconds } from '../../../src/units.ts';

const page = isolateIndex(0);
const first = isolateIndex(1);
const second = isolateIndex(2);
const frame = (functionName: string) => ({ functionName, url: 'app.js', line: 3, column: 1 });

function joins(isolate: typeof page, time: number): IsolateRow {
  const name = { id: `target ${isolate}`, kind: 'worker' as const, name: '', url: 'https://site/work.js' };
  return { kind: 'isolate', isolate, time: milliseconds(time), change: 'joined', name };
}
const leaves = (row: IsolateRow, time: number): IsolateRow => ({ ...row, time: milliseconds(time), change: 'left' });

function usage(isolate: typeof page, time: number, used: number): UsageRow {
  const rest = {
    total: bytes(0),
    embedder: bytes(0),
    backingStorage: bytes(0),
    documents: 0,
    domNodes: 0,
    listeners: 0,
  };
  return { kind: 'heap-usage', isolate, time: milliseconds(time), used: bytes(used), ...rest };
}

/** A root with one function that holds `self` bytes. */
function poll(isolate: typeof page, functionName: string, self: number): SamplingRow {
  return {
    kind: 'allocation-sampling',
    isolate,
    time: milliseconds(10),
    pollDuration: milliseconds(1),
    frames: [frame('(root)'), frame(functionName)],
    nodeParent: Int32Array.of(-1, 0),
    nodeFrame: Uint32Array.of(0, 1),
    changedNode: Uint32Array.of(1),
    changedSelf: Float64Array.of(self),
    addedOrdinal: Float64Array.of(1),
    addedSize: Float64Array.of(self),
    addedNode: Uint32Array.of(1),
    goneOrdinal: new Float64Array(0),
  };
}

function turn(isolate: typeof page, functionName: string, ticks: readonly [line: number, count: number][]): CpuRow {
  const { frames, nodeParent, nodeFrame } = poll(isolate, functionName, 0);
  return {
    kind: 'cpu-profile',
    isolate,
    time: milliseconds(20),
    frames,
    nodeParent,
    nodeFrame,
    sampleNode: Uint32Array.of(1),
    sampleTime: Float64Array.of(0),
    tickNode: Uint32Array.from(ticks, () => 1),
    tickLine: Uint32Array.from(ticks, ([line]) => line),
    tickCount: Uint32Array.from(ticks, ([, count]) => count),
    deoptNode: Uint32Array.of(1),
    deoptReason: [`reason of ${functionName}`],
    from: microseconds(0),
    to: microseconds(1000),
  };
}

function modelOf(rows: readonly Row[]): RecordingModel {
  const model = new RecordingModel();
  for (const row of rows) model.apply(row);
  return model;
}

test('all isolates stand below one root, each under its own name, and one alone can be looked at', () => {
  const model = modelOf([
    joins(first, 1),
    joins(second, 2),
    poll(page, 'render', 100),
    poll(first, 'work', 20),
    poll(second, 'work', 3),
  ]);
  const tree = model.figures('all').samplingTree();
  assert.ok(tree);
  const names = Array.from(tree.frame, index => frameLabel(tree.frames[index] ?? frame('?')));
  assert.deepEqual(names, ['(root)', 'worker work.js', 'work', 'worker work.js (2)', 'work', 'main page', 'render']);
  assert.deepEqual([...tree.total], [123, 20, 20, 3, 3, 100, 100]);
  assert.equal(tree.frame[2], tree.frame[4], 'one function in two isolates is one frame');
  assert.equal(new Set(tree.key).size, tree.nodeCount, 'and two places');
  assert.equal(model.figures(second).samplingTree()?.total[0], 3);
  assert.equal(model.figures('all').sampleCount, 3);
});

test('the table of frames of all isolates only grows', () => {
  const model = modelOf([joins(first, 1), poll(page, 'render', 100), poll(first, 'work', 20)]);
  const earlier = model.figures('all').samplingTree()?.frames.slice() ?? [];
  model.apply(joins(second, 2));
  model.apply(poll(second, 'rest', 3));
  assert.deepEqual(model.figures('all').samplingTree()?.frames.slice(0, earlier.length), earlier);
});

test('usage of all is what each had last, without those that have left', () => {
  const worker = joins(first, 0);
  const model = modelOf([
    worker,
    usage(page, 0, 10),
    usage(first, 1, 5),
    usage(page, 2, 20),
    leaves(worker, 3),
    usage(page, 4, 30),
  ]);
  const { time, used } = model.figures('all').usage;
  assert.deepEqual(
    [[...time], [...used]],
    [
      [0, 1, 2, 4],
      [10, 15, 25, 30],
    ],
  );
  assert.equal(model.figures('all').lastUsage?.used, 30);
});

test('joining and leaving are marks', () => {
  const worker = joins(first, 5);
  const model = modelOf([worker, leaves(worker, 9)]);
  assert.deepEqual(
    model.marks.map(({ time, text }) => [time, text]),
    [
      [5, 'worker work.js started'],
      [9, 'worker work.js ended'],
    ],
  );
});

test('an isolate that joins again has another name, and its tree stays', () => {
  const { name, ...frame } = joins(first, 1);
  const named = (title: string): IsolateRow => ({ ...frame, name: { ...name, kind: 'frame', name: title, url: '' } });
  const model = modelOf([named(''), poll(first, 'work', 20), poll(page, 'render', 1), named('Advertisement')]);
  const tree = model.figures('all').samplingTree();
  assert.deepEqual(model.marks.length, 1);
  assert.equal(tree?.frames[tree.frame[1] ?? 0]?.functionName, 'frame Advertisement');
});

test('hot lines are summed over isolates, and each function keeps why V8 gave it up', () => {
  const model = modelOf([
    joins(first, 1),
    turn(page, 'render', [
      [7, 30],
      [9, 2],
    ]),
    turn(first, 'work', [[7, 5]]),
  ]);
  const figures = model.figures('all');
  const { count, line, ticks, functionName } = linesOf(figures.cpuLines(), '');
  assert.deepEqual([count, [...line], [...ticks], functionName], [2, [7, 9], [35, 2], ['render', 'render']]);
  const tree = figures.cpuTree();
  const reasons = [...figures.deoptReasons()].map(([index, reason]) => [tree?.frames[index]?.functionName, reason]);
  assert.deepEqual(reasons, [
    ['work', 'reason of work'],
    ['render', 'reason of render'],
  ]);
  assert.equal(linesOf(figures.cpuLines(), 'work').whole, 5);
});
