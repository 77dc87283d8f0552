import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readLog } from '../../../src/recording/log.ts';
import { RecordingModel } from '../../../src/recording/recording-model.ts';

test('a recording that Heapscope 0.1 wrote opens as that of the page alone', () => {
  const { rows, missing, meta } = readLog(readFileSync('test/samples/recording-version-1.log'));
  const model = new RecordingModel();
  for (const row of rows) model.apply(row);
  const figures = model.figures('all');
  assert.deepEqual([missing, meta.title, model.isolates.map(({ label }) => label)], [0, 'A page', ['main page']]);
  assert.equal(figures.samplingTree()?.total[0], 65_536);
  assert.deepEqual([...(figures.cpuTree()?.self ?? [])], [1000, 2000]);
  assert.deepEqual([figures.usage.domNodes[0], model.marks[0]?.text], [12, 'http://localhost/next']);
});
