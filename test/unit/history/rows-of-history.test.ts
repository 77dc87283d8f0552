import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CallTree } from '../../../src/calltree/call-tree.ts';
import { readHeapprof } from '../../../src/formats/heapprof.ts';
import { heapprofLog } from '../../../src/formats/heapprof-log.ts';
import { readHpm, writeHpm } from '../../../src/formats/hpm.ts';
import { type History, historyOf } from '../../../src/recording/history/history.ts';
import { HistoryReader } from '../../../src/recording/history/reader.ts';
import { rowsOfHistory } from '../../../src/recording/history/rows-of-history.ts';
import { readLog } from '../../../src/recording/log.ts';
import { epochMilliseconds, milliseconds } from '../../../src/units.ts';
import { exactHistories, histories } from './random-history.ts';

const ms = milliseconds;
const startedAt = epochMilliseconds(1000);
const reader = (history: History) => new HistoryReader(history, { startedAt, sampling: null });
const again = (history: History) => reader(historyOf(rowsOfHistory(history), 'all'));

/** Bytes by path; the key of a path is the same in every history. */
const bytesByPath = ({ key, self }: CallTree) =>
  new Map([...key].map((path, node) => [path, self[node] as number] as const).filter(([, held]) => held !== 0));

test('every moment of a history is the same when it has become rows and a history again', () => {
  fc.assert(
    fc.property(histories, ({ rows, times }) => {
      const before = reader(historyOf(rows, 'all'));
      const after = again(before.history);
      for (const time of [0, ...times].map(ms))
        assert.deepEqual(bytesByPath(after.flameGraphAt(time).tree), bytesByPath(before.flameGraphAt(time).tree));
    }),
  );
});

test('and so is what was allocated, collected and kept in any time', () => {
  fc.assert(
    fc.property(exactHistories, fc.nat(), fc.nat(), ({ rows, times }, one, other) => {
      const before = reader(historyOf(rows, 'all'));
      const after = again(before.history);
      const [from = 0, to = 0] = [one, other].map(at => times[at % times.length] ?? 0).sort((a, b) => a - b);
      const range = { from: ms(from), to: ms(to) };
      for (const question of ['allocatedIn', 'collectedIn', 'keptOf'] as const)
        assert.deepEqual(bytesByPath(after[question](range).tree), bytesByPath(before[question](range).tree), question);
    }),
  );
});

test('a program that logs each allocation has two rows for each millisecond at most, and loses nothing that comes and goes within one', () => {
  const hpm = readHpm(writeHpm({ startedAt, samplingRate: [], traces: [[{ filename: 'a.py', lineno: 1 }]] }), 'a.hpm');
  /** A million allocations a second, each freed at once but every tenth. */
  const events = Array.from({ length: 20_000 }, (_, at) => ({ time: at, size: at % 2 === 0 ? 100 : -100 })).filter(
    (_, at) => at % 20 !== 1,
  );
  const hpd = {
    time: Float64Array.from(events, ({ time }) => time),
    trace: new Uint32Array(events.length).fill(1),
    size: Float64Array.from(events, ({ size }) => size),
  };
  const log = Buffer.concat([...heapprofLog(hpm, hpd, 'run')]);
  const { rows, missing, meta } = readLog(log);
  assert.deepEqual([missing, meta.title, meta.startedAt], [0, 'run', startedAt]);
  assert.ok(rows.length <= 1 + 2 * 20, `${rows.length} rows for 20 ms`);
  const [direct, imported] = [reader(readHeapprof(hpm, hpd)), reader(historyOf(rows, 'all'))];
  for (const time of [0.999, 1.999, 7.999, 19.999].map(ms))
    assert.equal(imported.liveBytesAt(time), direct.liveBytesAt(time), `${time} ms`);
  assert.equal(
    imported.allocatedIn(imported.whole).tree.total[0],
    direct.allocatedIn(direct.whole).tree.total[0],
    'what was gone at once was allocated, too',
  );
});
