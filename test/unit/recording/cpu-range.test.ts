import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CpuModel } from '../../../src/recording/cpu-model.ts';
import type { CpuRow, OfOneIsolate } from '../../../src/recording/rows.ts';
import { microseconds, milliseconds } from '../../../src/units.ts';

const frame = (functionName: string) => ({ functionName, url: '', line: 1, column: 1 });

/** `work` runs from 1 ms to 3 ms, `wait` from 3 ms to the end of the turn at 10 ms. */
const turn: OfOneIsolate<CpuRow> = {
  kind: 'cpu-profile',
  time: milliseconds(10),
  frames: [frame('(root)'), frame('work'), frame('wait')],
  nodeParent: Int32Array.of(-1, 0, 0),
  nodeFrame: Uint32Array.of(0, 1, 2),
  sampleNode: Uint32Array.of(1, 1, 2),
  sampleTime: Float64Array.of(1000, 2000, 3000),
  tickNode: new Uint32Array(0),
  tickLine: new Uint32Array(0),
  tickCount: new Uint32Array(0),
  deoptNode: new Uint32Array(0),
  deoptReason: [],
  from: microseconds(0),
  to: microseconds(10_000),
};

const model = new CpuModel();
model.apply(turn);
const timesIn = (from: number, to: number) =>
  Array.from(model.tree({ from: milliseconds(from), to: milliseconds(to) })?.self ?? []);

test('the time of a sample that runs across the ends of a range counts for what is inside', () => {
  assert.deepEqual(timesIn(1.5, 4), [0, 1500, 1000]);
});

test('ranges side by side add up to the whole, which ends with the turn', () => {
  const whole = Array.from(model.tree()?.self ?? []);
  assert.deepEqual(whole, [0, 2000, 7000]);
  const [early, late] = [timesIn(0, 2.2), timesIn(2.2, 60)];
  assert.deepEqual(
    early.map((time, node) => time + (late[node] ?? 0)),
    whole,
  );
});
