import assert from 'node:assert/strict';
import { Session } from 'node:inspector/promises';
import { test } from 'node:test';
import { SamplingDiffer } from '../../../src/instruments/sampling-differ.ts';
import type { Estimate } from '../../../src/recording/history/estimate.ts';
import { historyOf } from '../../../src/recording/history/history.ts';
import { HistoryReader } from '../../../src/recording/history/reader.ts';
import { defaultSampling } from '../../../src/recording/options.ts';
import type { SamplingRow } from '../../../src/recording/rows.ts';
import { epochMilliseconds, isolateIndex, milliseconds } from '../../../src/units.ts';

const ms = milliseconds;
const MB = 1024 * 1024;

/** As large as the sampling interval, where V8's rounding of single samples is at its worst: 1.58 objects count as 2. */
const chunk = (): number[] => new Array(4096).fill(1.5);

function phaseOne(): number[][] {
  return Array.from({ length: 8 * 32 }, chunk);
}
function phaseTwo(): number[][] {
  return Array.from({ length: 48 * 32 }, chunk);
}
function spike(): number[][] {
  return Array.from({ length: 96 * 32 }, chunk);
}

/** What V8 itself samples of this process while `phases` run, each followed by a poll: at 0 ms, 1000 ms … */
async function record(phases: readonly (() => void)[]): Promise<SamplingRow[]> {
  const session = new Session();
  session.connect();
  const differ = new SamplingDiffer();
  await session.post('HeapProfiler.enable');
  await session.post('HeapProfiler.startSampling', { samplingInterval: defaultSampling.interval });
  const rows: SamplingRow[] = [];
  for (const phase of phases) {
    phase();
    const { profile } = await session.post('HeapProfiler.getSamplingProfile');
    rows.push({
      kind: 'allocation-sampling',
      isolate: isolateIndex(0),
      time: ms(rows.length * 1000),
      pollDuration: ms(1),
      ...differ.difference(profile as Parameters<SamplingDiffer['difference']>[0]),
    });
  }
  await session.post('HeapProfiler.stopSampling');
  session.disconnect();
  return rows;
}

/** Asserts what a function and everything it called hold, within four of the stated standard errors. */
function assertHolds({ tree, standardError }: Estimate, functionName: string, expected: number): void {
  const node = [...tree.frame].findIndex(frame => tree.frames[frame]?.functionName === functionName);
  const found = tree.total[node] ?? 0;
  const error = standardError[node] ?? 0;
  assert.ok(
    Math.abs(found - expected) <= 4 * error,
    `${functionName}: ${found / MB} MB ± ${error / MB} MB, expected ${expected / MB} MB`,
  );
}

test("a scripted history in V8's own heap comes out within its stated error", async () => {
  let one: number[][] | null = null;
  let two: number[][] | null = null;
  let high: number[][] | null = null;
  const rows = await record([
    () => {},
    () => {
      one = phaseOne();
    },
    () => {
      one = null;
      two = phaseTwo();
    },
    () => {
      high = spike();
    },
    () => {
      high = null;
    },
  ]);
  assert.equal((two as number[][] | null)?.length, 48 * 32, 'it is held to the end');
  assert.deepEqual([one, high], [null, null]);

  const reader = new HistoryReader(historyOf(rows, 'all'), {
    startedAt: epochMilliseconds(0),
    sampling: defaultSampling,
  });
  const range = { from: ms(1000), to: ms(4000) };
  assertHolds(reader.flameGraphAt(ms(1000)), 'phaseOne', 8 * MB);
  assertHolds(reader.flameGraphAt(ms(2000)), 'phaseTwo', 48 * MB);
  assertHolds(reader.flameGraphAt(ms(2500)), 'phaseOne', 0);
  assertHolds(reader.allocatedIn(range), 'phaseTwo', 48 * MB);
  assertHolds(reader.keptOf(range), 'phaseTwo', 48 * MB);
  assertHolds(reader.temporaryIn(range), 'spike', 96 * MB);
  assertHolds(reader.collectedIn(range), 'phaseOne', 8 * MB);
  assertHolds(reader.changeIn(range).grown, 'phaseTwo', 48 * MB);
  assertHolds(reader.changeIn(range).shrunk, 'phaseOne', 8 * MB);
  assert.equal(reader.peakIn().time, 3000);
});
