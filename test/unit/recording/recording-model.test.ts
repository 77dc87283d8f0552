import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type IsolateScope, RecordingModel } from '../../../src/recording/recording-model.ts';
import type { CpuRow, Row, SamplingRow, TimelineRow, TreeGrowth } from '../../../src/recording/rows.ts';
import { relativeError } from '../../../src/recording/sampling-error.ts';
import { bytes, epochMilliseconds, isolateIndex, microseconds, milliseconds } from '../../../src/units.ts';

const frame = (functionName: string) => ({ functionName, url: 'a.js', line: 1, column: 1 });
const time = milliseconds;
const page = isolateIndex(0);

function samplingRow(at: number, fields: Partial<SamplingRow>): SamplingRow {
  return {
    kind: 'allocation-sampling',
    isolate: isolateIndex(0),
    time: time(at),
    pollDuration: time(5),
    frames: [],
    nodeParent: new Int32Array(0),
    nodeFrame: new Uint32Array(0),
    changedNode: new Uint32Array(0),
    changedSelf: new Float64Array(0),
    addedOrdinal: new Float64Array(0),
    addedSize: new Float64Array(0),
    addedNode: new Uint32Array(0),
    goneOrdinal: new Float64Array(0),
    ...fields,
  };
}

function timelineRow(at: number, fragments: [index: number, count: number, size: number][], tick = false): TimelineRow {
  return {
    kind: 'allocation-timeline',
    isolate: isolateIndex(0),
    time: time(at),
    fragment: Uint32Array.from(fragments, ([index]) => index),
    count: Uint32Array.from(fragments, ([, count]) => count),
    size: Float64Array.from(fragments, ([, , size]) => size),
    lastSeen: tick ? { objectId: at * 2 + 1, timestamp: epochMilliseconds(at) } : null,
  };
}

const cpuTree: TreeGrowth = {
  frames: [frame('(root)'), frame('f'), frame('(not recorded)')],
  nodeParent: Int32Array.of(-1, 0, 0),
  nodeFrame: Uint32Array.of(0, 1, 2),
};
const noTree: TreeGrowth = { frames: [], nodeParent: new Int32Array(0), nodeFrame: new Uint32Array(0) };

function cpuRow(at: number, from: number, to: number, samples: [node: number, time: number][], tree = noTree): CpuRow {
  return {
    kind: 'cpu-profile',
    isolate: isolateIndex(0),
    time: time(at),
    ...tree,
    sampleNode: Uint32Array.from(samples, ([node]) => node),
    sampleTime: Float64Array.from(samples, ([, sampleTime]) => sampleTime),
    tickNode: Uint32Array.from(samples, ([node]) => node),
    tickLine: Uint32Array.from(samples, ([, sampleTime]) => 1 + (sampleTime % 7)),
    tickCount: new Uint32Array(samples.length).fill(1),
    deoptNode: Uint32Array.of(samples.length % 2),
    deoptReason: [`after ${samples.length} samples`],
    from: microseconds(from),
    to: microseconds(to),
  };
}

function modelOf(rows: readonly Row[]): RecordingModel {
  const model = new RecordingModel();
  for (const row of rows) model.apply(row);
  return model;
}

/** Everything a reader can see of a model. */
function seen(model: RecordingModel) {
  return structuredClone({ all: figuresOf(model, 'all'), page: figuresOf(model, page), marks: model.marks });
}

function figuresOf(model: RecordingModel, scope: IsolateScope) {
  const figures = model.figures(scope);
  return {
    sampling: figures.samplingTree(),
    cpu: figures.cpuTree(),
    lines: figures.cpuLines(),
    deopts: figures.deoptReasons(),
    samples: [figures.sampleCount, figures.cpuSampleCount, figures.estimatedLiveBytes, figures.pollEvery],
    usage: figures.usage,
    last: figures.lastUsage,
    timeline: figures.timeline,
  };
}

test('samples weigh the time until the next, and a gap between turns stands by itself', () => {
  const model = modelOf([
    cpuRow(1, 0, 1000, [[1, 100]], cpuTree),
    cpuRow(2, 1500, 3000, [
      [2, 1000],
      [1, 1600],
    ]),
  ]);
  const tree = model.figures(page).cpuTree();
  assert.deepEqual([...(tree?.self ?? [])], [0, 900 + 1400, 600]);
});

test('a fragment lasts from the tick before to its own and remembers the most it held', () => {
  const model = modelOf([
    timelineRow(50, [[0, 9, 900]]),
    timelineRow(50, [], true),
    timelineRow(100, [], true),
    timelineRow(150, [[2, 4, 400]]),
    timelineRow(150, [], true),
    timelineRow(200, [[2, 1, 100]]),
  ]);
  const { start, end, allocated, live, count } = model.figures(page).timeline;
  assert.deepEqual([...start], [0, 100, 100]);
  assert.deepEqual([...end], [50, 150, 150]);
  assert.deepEqual([...allocated], [900, 0, 400]);
  assert.deepEqual([...live], [900, 0, 100]);
  assert.deepEqual([...count], [9, 0, 1]);
});

test('samples that come and go are counted, and the error is that of a Poisson process', () => {
  const tree = { frames: [frame('(root)')], nodeParent: Int32Array.of(-1), nodeFrame: Uint32Array.of(0) };
  const ordinals = Float64Array.from({ length: 200 }, (_, i) => i);
  const model = modelOf([
    samplingRow(1, { ...tree, addedOrdinal: ordinals, addedSize: ordinals, addedNode: new Uint32Array(200) }),
    samplingRow(2000, { goneOrdinal: ordinals.slice(0, 150), addedOrdinal: Float64Array.of(900) }),
    samplingRow(4000, { goneOrdinal: Float64Array.of(160, 900) }),
  ]);
  const { sampleCount, pollEvery } = model.figures(page);
  assert.equal(sampleCount, 49);
  assert.equal(relativeError(sampleCount), 1 / 7);
  assert.equal(pollEvery, 2000);
});

test('a row that speaks of nodes nobody has brought is refused', () => {
  const row = samplingRow(1, { changedNode: Uint32Array.of(3), changedSelf: Float64Array.of(1) });
  assert.throws(() => modelOf([row]), RangeError);
});

/** Rows of a recording as it might go: trees grow, samples come and go, turns follow each other. */
function recordingOf(steps: readonly (readonly number[])[]): Row[] {
  const rows: Row[] = [];
  let nodes = 0;
  let ordinal = 0;
  let live: number[] = [];
  let cpuTime = 0;
  steps.forEach(([kind = 0, a = 0, b = 0], step) => {
    const at = step * 50;
    const growth = { frames: [frame(`f${nodes}`)], nodeParent: Int32Array.of(nodes === 0 ? -1 : a % nodes) };
    if (kind === 0) {
      const gone = live.filter(other => other % 3 === b % 3);
      live = [...live.filter(other => !gone.includes(other)), ordinal, ordinal + 1];
      rows.push(
        samplingRow(at, {
          ...growth,
          nodeFrame: Uint32Array.of(nodes),
          changedNode: Uint32Array.of(b % (nodes + 1)),
          changedSelf: Float64Array.of(a),
          addedOrdinal: Float64Array.of(ordinal, ordinal + 1),
          addedSize: Float64Array.of(a, b),
          addedNode: Uint32Array.of(nodes, 0),
          goneOrdinal: Float64Array.from(gone),
        }),
      );
      nodes++;
      ordinal += 2;
    } else if (kind === 1) {
      rows.push(timelineRow(at, [[a % 20, b, a * b]]), timelineRow(at, [], b % 2 === 0));
    } else if (kind === 2) {
      const start = cpuTime;
      cpuTime += a + b + 10;
      const tree = start === 0 ? cpuTree : noTree;
      const gap: [number, number][] = start === 0 ? [] : [[2, start]];
      rows.push(cpuRow(at, start + 5, cpuTime, [...gap, [1, start + 5 + a], [0, start + 10 + a]], tree));
    } else if (kind === 3) {
      const [used, total] = [bytes(a), bytes(b)];
      const rest = { embedder: bytes(1), backingStorage: bytes(2), documents: a, domNodes: b, listeners: 3 };
      rows.push({ kind: 'heap-usage', isolate: isolateIndex(0), time: time(at), used, total, ...rest });
    } else {
      rows.push({ kind: 'mark', time: time(at), mark: 'note', text: String(a) });
    }
  });
  return rows;
}

const steps = fc.array(fc.tuple(fc.nat(4), fc.nat(1000), fc.nat(1000)), { maxLength: 60 });

test('catching up brings a late reader to the same state, and both go on alike', () => {
  fc.assert(
    fc.property(steps, fc.nat(60), (script, cut) => {
      const rows = recordingOf(script);
      const model = modelOf(rows.slice(0, cut));
      const late = modelOf(model.catchUp());
      assert.deepEqual(seen(late), seen(model));
      for (const row of rows.slice(cut)) {
        model.apply(row);
        late.apply(row);
      }
      assert.deepEqual(seen(late), seen(model));
    }),
    { numRuns: 200 },
  );
});
