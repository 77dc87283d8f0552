import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { withoutWeightless } from '../../../src/calltree/subset.ts';
import { Digest } from '../../../src/recording/history/digest.ts';
import { fold } from '../../../src/recording/history/fold.ts';
import { historyOf } from '../../../src/recording/history/history.ts';
import { KeyFrames } from '../../../src/recording/history/key-frames.ts';
import { LiveState } from '../../../src/recording/history/live-state.ts';
import { HistoryReader } from '../../../src/recording/history/reader.ts';
import { defaultSampling } from '../../../src/recording/options.ts';
import { RecordingModel } from '../../../src/recording/recording-model.ts';
import type { IsolateRow, Row, SamplingRow } from '../../../src/recording/rows.ts';
import { bytes, epochMilliseconds, isolateIndex, milliseconds } from '../../../src/units.ts';
import {
  exactHistories,
  histories,
  inIsolate,
  type ScriptedHistory,
  type ScriptedObject,
  scripted,
  sumByNode,
} from './random-history.ts';

const ms = milliseconds;
const facts = { startedAt: epochMilliseconds(1_000_000), sampling: defaultSampling };
const readerOf = (rows: Iterable<Row>, scope: 'all' | 0 = 'all') =>
  new HistoryReader(historyOf(rows, scope === 'all' ? 'all' : isolateIndex(0)), facts);

/** Self sizes of a tree by function. */
function selves(tree: CallTree): Record<string, number> {
  const sums: Record<string, number> = {};
  for (let node = 0; node < tree.nodeCount; node++) {
    const name = tree.frames[tree.frame[node] ?? 0]?.functionName ?? '';
    if (tree.self[node] !== 0) sums[name] = (sums[name] ?? 0) + (tree.self[node] ?? 0);
  }
  return sums;
}

const aliveAt = (time: number) => (object: ScriptedObject) => object.born <= time && object.died > time;
/** Whether something happened in a range: after its start, unless that is the start of everything, up to its end. */
const within = (when: number, from: number, to: number) => (from <= 0 || when > from) && when <= to;

const moments = fc.record({ a: fc.integer({ min: -10, max: 8000 }), b: fc.integer({ min: -10, max: 8000 }) });
const ranges = moments.map(({ a, b }) => ({ from: ms(Math.min(a, b)), to: ms(Math.max(a, b)) }));

test('what is alive at any moment is what V8 said at the last poll', () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: -10, max: 8000 }), (history, time) => {
      const reader = readerOf(history.rows);
      const poll = history.times.findLastIndex(at => at <= time);
      const expected = (history.selves[poll] ?? []).map((self, node) => [`f${node}`, self] as const);
      assert.deepEqual(
        selves(reader.flameGraphAt(ms(time)).tree),
        Object.fromEntries(expected.filter(([, self]) => self !== 0)),
      );
    }),
  );
});

test('it is the same from a digest, from a full replay and from the sum of the objects', () => {
  fc.assert(
    fc.property(exactHistories, fc.integer({ min: -10, max: 8000 }), (history, time) => {
      const reader = readerOf(history.rows);
      const replayed = selves(reader.flameGraphAt(ms(time)).tree);
      reader.makeDigest({ timeInterval: ms(100), precision: 0.2 });
      assert.deepEqual(selves(reader.flameGraphAt(ms(time)).tree), replayed);
      assert.deepEqual(replayed, sumByNode(history, aliveAt(time)));
    }),
  );
});

test('a moment past many events is reached from a key frame near it', () => {
  const history = historyOf(longRecording(30, 10_000), 'all');
  const digest = new Digest(history);
  digest.advance();
  assert.ok(digest.keyFrames.count >= 2);
  for (const event of [0, 99_999, 100_000, 250_001, history.events.eventCount]) {
    const replayed = LiveState.empty(history.stacks.count);
    replayed.moveTo(event, history.events, history.stacks.count);
    const reached = digest.keyFrames.stateAfter(event);
    assert.deepEqual(reached.bytes, replayed.bytes);
    assert.deepEqual(reached.samples, replayed.samples);
    assert.deepEqual(new KeyFrames(history).stateAfter(event).bytes, replayed.bytes);
  }
});

test('ranges: allocated, collected, kept, temporary and changed are sums over the objects', () => {
  fc.assert(
    fc.property(exactHistories, ranges, (history, range) => {
      const reader = readerOf(history.rows);
      const { from, to } = range;
      const isNew = ({ born }: ScriptedObject) => within(born, from, to);
      const isOld = ({ died }: ScriptedObject) => within(died, from, to);
      const sum = (isChosen: (object: ScriptedObject) => boolean) => sumByNode(history, isChosen);
      assert.deepEqual(selves(reader.allocatedIn(range).tree), sum(isNew));
      assert.deepEqual(selves(reader.collectedIn(range).tree), sum(isOld));
      assert.deepEqual(
        selves(reader.keptOf(range).tree),
        sum(object => isNew(object) && object.died > to),
      );
      assert.deepEqual(
        selves(reader.temporaryIn(range).tree),
        sum(object => isNew(object) && object.died <= to),
      );
      assert.deepEqual(
        selves(reader.temporaryIn(range, ms(300)).tree),
        sum(object => isNew(object) && object.died <= to && object.died - object.born <= 300),
      );
      assertChange(history, reader, range);
    }),
  );
});

function assertChange(history: ScriptedHistory, reader: HistoryReader, range: { from: number; to: number }): void {
  const { net, grown, shrunk } = reader.changeIn({ from: ms(range.from), to: ms(range.to) });
  const before = range.from <= 0 ? {} : sumByNode(history, aliveAt(range.from));
  const after = sumByNode(history, aliveAt(range.to));
  const change = Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(after)])].map(name => [
      name,
      (after[name] ?? 0) - (before[name] ?? 0),
    ]),
  );
  const only = (sign: number) =>
    Object.fromEntries(
      Object.entries(change)
        .filter(([, bytes]) => bytes * sign > 0)
        .map(([name, bytes]) => [name, bytes * sign]),
    );
  assert.deepEqual(selves(net.tree), { ...only(1), ...selvesBelowZero(only(-1)) });
  assert.deepEqual(selves(grown.tree), only(1));
  assert.deepEqual(selves(shrunk.tree), only(-1));
}

const selvesBelowZero = (sums: Record<string, number>) =>
  Object.fromEntries(Object.entries(sums).map(([name, bytes]) => [name, -bytes]));

test('what is kept and what churns is told for each node of what was allocated', () => {
  fc.assert(
    fc.property(exactHistories, ranges, (history, range) => {
      const reader = readerOf(history.rows);
      const { tree, kept } = reader.keptAndChurn(range);
      const left = reader.keptOf(range).tree;
      const total = (of: CallTree, key: number | undefined) => of.total[of.key.indexOf(key ?? 0)] ?? 0;
      assert.deepEqual(
        [...kept],
        [...tree.key].map(key => total(left, key)),
      );
    }),
  );
});

test('the peak is the moment with most bytes alive', () => {
  fc.assert(
    fc.property(histories, history => {
      const totals = history.selves.map(self => self.reduce((sum, held) => sum + held, 0));
      const { time, total } = readerOf(history.rows).peakIn();
      assert.equal(total, Math.max(...totals));
      assert.equal(readerOf(history.rows).liveBytesAt(time), lastOfTime(history, totals, time));
    }),
  );
});

test('the peak of a range lies in it', () => {
  fc.assert(
    fc.property(histories, ranges, (history, { from, to }) => {
      const reader = readerOf(history.rows);
      const { time, total } = reader.peakIn({ from, to });
      assert.ok(time >= from && time <= to, `${time}`);
      const found = history.selves.map(self => self.reduce((sum, held) => sum + held, 0));
      const inside = found.filter((_, poll) => within(history.times[poll] ?? 0, from, to));
      assert.equal(total, Math.max(reader.liveBytesAt(from), ...inside));
    }),
  );
});

/** Several polls can share a time: what counts is the last of them. */
function lastOfTime({ times }: ScriptedHistory, totals: readonly number[], time: number): number | undefined {
  return totals[times.lastIndexOf(time)];
}

test('a fold leaves out no more than its share, only the smallest, and keeps the sum', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -5, max: 100_000 }), { maxLength: 60 }),
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      (live, precision) => {
        const { stack, bytes: kept, other, total } = fold(Float64Array.from(live), precision);
        const sum = live.reduce((all, held) => all + held, 0);
        assert.equal(total, sum);
        assert.equal(
          kept.reduce((all, held) => all + held, other),
          sum,
        );
        assert.ok(other <= Math.max(0, sum * precision));
        const least = Math.min(...kept.filter(held => held > 0));
        const left = live.filter((held, index) => held > 0 && !stack.includes(index));
        assert.ok(left.every(held => held < least));
        if (precision === 0) assert.equal(left.length, 0);
        // It leaves out all it may: the next larger ones would be too much.
        const next = kept.filter(held => held === least).reduce((all, held) => all + held, 0);
        if (precision > 0 && next > 0) assert.ok(other + next > Math.floor(sum * precision));
      },
    ),
    // Seldom made at random: a sum below zero, of which no share can be left out.
    { examples: [[[-5, -5, 5], 0.5]] },
  );
});

test('each snapshot of a digest is the fold of what was alive at its time', () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 100, max: 700 }), (history, interval) => {
      const reader = readerOf(history.rows);
      reader.makeDigest({ timeInterval: ms(interval), precision: 0.1 });
      reader.snapshots.forEach(({ time, ...snapshot }, number, all) => {
        assert.equal(time, number === all.length - 1 ? reader.elapsedTime : number * interval);
        assert.deepEqual(snapshot, fold(reader.snapshotAt(time).bytes, 0.1));
      });
      assert.equal(reader.snapshots.length, Math.ceil(reader.elapsedTime / interval) + 1);
    }),
  );
});

test('a digest that was interrupted, or made while rows came, is a prefix of the whole one', () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 1, max: 40 }), fc.nat({ max: 30 }), (history, most, polls) => {
      const options = { timeInterval: ms(150), precision: 0.1 };
      const whole = readerOf(history.rows);
      whole.makeDigest(options);
      const interrupted = readerOf(history.rows);
      interrupted.makeDigest(options, most);
      // Its last one may be the tail, which is of no multiple of the interval.
      const sure = Math.max(0, interrupted.snapshots.length - 1);
      assert.deepEqual(interrupted.snapshots.slice(0, sure), whole.snapshots.slice(0, sure));
      while (!interrupted.makeDigest({}, most)) assert.ok(!interrupted.hasDigest);
      assert.deepEqual(interrupted.snapshots, whole.snapshots);

      const live = historyOf(history.rows.slice(0, polls), 'all');
      const following = new HistoryReader(live, facts);
      following.makeDigest(options);
      for (const row of history.rows.slice(polls)) {
        live.apply(row);
        following.makeDigest();
      }
      assert.deepEqual(following.snapshots, whole.snapshots);
    }),
  );
});

test('a digest that grows too large doubles its interval and keeps every other snapshot', () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 20, max: 200 }), (history, most) => {
      const digest = new Digest(historyOf(history.rows, 'all'), { timeInterval: ms(50), precision: 0 }, most);
      digest.advance();
      const fine = new Digest(historyOf(history.rows, 'all'), { timeInterval: ms(50), precision: 0 });
      fine.advance();
      const every = digest.interval / 50;
      assert.equal(Math.log2(every) % 1, 0);
      assert.deepEqual(
        digest.snapshots,
        fine.snapshots.filter((_, number) => number % every === 0),
      );
    }),
  );
});

test('a plot shows the bytes of every stack that a matching function is on, once', () => {
  fc.assert(
    fc.property(exactHistories, ranges, (history, range) => {
      const isF2 = { label: 'f2', matches: (frame: { functionName: string }) => frame.functionName === 'f2' };
      const plot = readerOf(history.rows).timePlot([isF2], range);
      const curve = plot.curves[0];
      assert.ok(curve);
      // f2 calls f3 and f8, which calls f9.
      const below = new Set([2, 3, 8, 9]);
      plot.time.forEach((time, at) => {
        if (history.times.indexOf(time) !== history.times.lastIndexOf(time)) return;
        const objects = history.objects.filter(aliveAt(time));
        const sum = (chosen: readonly ScriptedObject[]) => chosen.reduce((all, { size }) => all + size, 0);
        const inside = objects.filter(({ node }) => below.has(node));
        assert.equal(plot.total[at], sum(objects));
        assert.equal(curve.bytes[at], sum(inside));
        assert.equal(curve.share[at], sum(objects) === 0 ? 0 : sum(inside) / sum(objects));
        assertNear(curve.standardError[at], sum(inside) / Math.sqrt(Math.max(1, inside.length)));
      });
    }),
  );
});

test('the error of a figure follows from its samples', () => {
  fc.assert(
    fc.property(exactHistories, history => {
      const reader = readerOf(history.rows);
      const { tree, samples, standardError } = reader.flameGraphAt(reader.elapsedTime);
      assert.equal(samples[0], history.objects.filter(aliveAt(reader.elapsedTime)).length);
      assertNear(standardError[0], (tree.total[0] ?? 0) / Math.sqrt(Math.max(1, samples[0] ?? 0)));
    }),
  );
});

test('samples without bytes, as only a made-up log has them, are samples all the same', () => {
  for (const size of [0, -5, Number.NaN]) {
    const bytesOf = (row: SamplingRow) => ({
      ...row,
      changedSelf: row.changedSelf.fill(0),
      addedSize: row.addedSize.fill(size),
    });
    const born = { pause: 100, born: Array.from({ length: 4 }, () => ({ node: 1, size: 1 })), roundings: [] };
    const { rows } = scripted([
      { ...born, deaths: [] },
      { ...born, deaths: [0, 1] },
    ]);
    const reader = readerOf(rows.map(bytesOf));
    const estimates = [100, 200].map(time => reader.flameGraphAt(ms(time)));
    assert.deepEqual(
      estimates.map(({ samples, tree }) => [samples[0], tree.total[0]]),
      [
        [4, 0],
        [6, 0],
      ],
      `${size} bytes`,
    );
    const range = { from: ms(100), to: ms(200) };
    assert.equal(reader.collectedIn(range).samples[0], 2);
    assert.equal(reader.allocatedIn(range).samples[0], 4);
  }
});

function assertNear(actual: number | undefined, expected: number): void {
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) <= 1e-9 * expected, `${actual} is not ${expected}`);
}

test('the tree at the end is the tree of the live view, node by node and key by key', () => {
  fc.assert(
    fc.property(histories, histories, fc.boolean(), (page, worker, hasWorker) => {
      const rows: Row[] = hasWorker ? [...page.rows, joins, ...inWorker(worker)] : [...page.rows];
      const model = new RecordingModel();
      for (const row of rows) model.apply(row);
      for (const scope of ['all', isolateIndex(0), isolateIndex(1)] as const) {
        const live = model.figures(scope).samplingTree();
        if (!live) continue;
        const reader = new HistoryReader(historyOf(rows, scope), facts);
        const { tree } = reader.flameGraphAt(reader.elapsedTime);
        const shown = withoutZeros(live);
        assert.deepEqual(selves(tree), selves(shown));
        assert.deepEqual(weightByKey(tree), weightByKey(shown));
      }
    }),
  );
});

const joins: IsolateRow = {
  kind: 'isolate',
  isolate: isolateIndex(1),
  time: ms(0),
  change: 'joined',
  name: { id: 'w', kind: 'worker', name: '', url: 'https://site/work.js' },
};
const inWorker = ({ rows }: ScriptedHistory) => rows.map(row => inIsolate(row, isolateIndex(1)));
const withoutZeros = (tree: CallTree) => withoutWeightless(tree);
const weightByKey = (tree: CallTree) =>
  Object.fromEntries([...tree.key].map((key, node) => [key, tree.total[node]] as const).filter(([, total]) => total));

test('sampling rate: how likely an object is seen, and how many it stands for', () => {
  const rate = readerOf([]).samplingRate;
  assert.ok(rate);
  assert.equal(rate.interval, 32_768);
  assert.ok(Math.abs(rate.probability(bytes(32_768)) - (1 - Math.exp(-1))) < 1e-12);
  assert.ok(Math.abs(rate.scale(bytes(64)) - 512.5) < 0.01, 'small objects stand for interval / size of them');
  assert.equal(rate.scale(bytes(0)), 0);
  assert.equal(rate.keepsCollected, false);
});

test('an empty recording has answers: nothing', () => {
  const reader = readerOf([]);
  assert.ok(reader.makeDigest());
  assert.equal(reader.elapsedTime, 0);
  assert.equal(reader.flameGraphAt(ms(5)).tree.total[0] ?? 0, 0);
  assert.deepEqual(reader.peakIn(), { time: 0, total: 0 });
  assert.equal(reader.timePlot([]).time.length, 0);
  assert.equal(reader.trace(0), null);
});

/** Polls that each allocate `perPoll` objects and lose half of those of the poll before. */
function* longRecording(polls: number, perPoll: number): Generator<Row> {
  for (let poll = 0; poll < polls; poll++) {
    const isFirst = poll === 0;
    const first = poll * perPoll;
    yield {
      kind: 'allocation-sampling',
      isolate: isolateIndex(0),
      time: ms(poll * 1000),
      pollDuration: ms(1),
      frames: isFirst ? [{ functionName: '(root)', url: '', line: 0, column: 0 }] : [],
      nodeParent: Int32Array.from(isFirst ? Array.from({ length: 100 }, (_, node) => node - 1) : []),
      nodeFrame: new Uint32Array(isFirst ? 100 : 0),
      changedNode: new Uint32Array(0),
      changedSelf: new Float64Array(0),
      addedOrdinal: Float64Array.from({ length: perPoll }, (_, i) => first + i),
      addedSize: new Float64Array(perPoll).fill(1000),
      addedNode: Uint32Array.from({ length: perPoll }, (_, i) => 1 + (i % 99)),
      goneOrdinal: Float64Array.from({ length: isFirst ? 0 : perPoll / 2 }, (_, i) => first - perPoll + i),
    };
  }
}
