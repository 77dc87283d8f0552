import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresAt, figuresOf } from '../../../panel/analysis/figures.ts';
import { historyOf } from '../../../src/recording/history/history.ts';
import { HistoryReader } from '../../../src/recording/history/reader.ts';
import { defaultSampling } from '../../../src/recording/options.ts';
import { RecordingModel } from '../../../src/recording/recording-model.ts';
import type { UsageRow } from '../../../src/recording/rows.ts';
import { bytes, epochMilliseconds, isolateIndex, milliseconds } from '../../../src/units.ts';
import { scripted } from '../history/random-history.ts';

const page = isolateIndex(0);

function reading(time: number, used: number): UsageRow {
  return {
    kind: 'heap-usage',
    isolate: page,
    time: milliseconds(time),
    used: bytes(used),
    total: bytes(0),
    embedder: bytes(70),
    backingStorage: bytes(8),
    documents: 1,
    domNodes: 2,
    listeners: 3,
  };
}

test('the estimate of a moment stands beside what V8 measured next to it', () => {
  const born = [
    { node: 1, size: 600 },
    { node: 2, size: 300 },
  ];
  const { rows } = scripted([{ pause: 1000, born, deaths: [], roundings: [] }]);
  const model = new RecordingModel();
  for (const row of [...rows, reading(500, 2000), reading(1500, 1000)]) model.apply(row);
  const now = model.figures('all');
  const facts = { startedAt: epochMilliseconds(0), sampling: defaultSampling };
  const history = new HistoryReader(historyOf(rows, 'all'), facts);
  const at = (time: number) => figuresAt(milliseconds(time), { figures: figuresOf(now, 0), usage: now.usage }, history);
  const { samples, relativeError, sampledBytes, usedBytes, backingStorageBytes, embedderBytes } = at(1600);
  assert.deepEqual([sampledBytes, usedBytes, backingStorageBytes, embedderBytes], [900, 1000, 8, 70]);
  assert.deepEqual([samples, relativeError], [2, 1 / Math.sqrt(2)]);
  assert.deepEqual([at(600).sampledBytes, at(600).usedBytes], [0, 2000]);
});
