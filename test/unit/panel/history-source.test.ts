import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HistorySource } from '../../../panel/analysis/history-source.ts';
import { encodeBlock, encodeHeader } from '../../../src/recording/log.ts';
import { defaultRecording } from '../../../src/recording/options.ts';
import { epochMilliseconds, isolateIndex, milliseconds } from '../../../src/units.ts';
import { scripted } from '../history/random-history.ts';

const step = { pause: 1000, born: [{ node: 1, size: 100 }], deaths: [], roundings: [] };
const { rows } = scripted([step, step, step]);
const header = encodeHeader({ startedAt: epochMilliseconds(0), options: defaultRecording, url: '', title: '' });
/** What is on disk of a recording that runs: its last row was only published. */
const log = Buffer.concat([header, encodeBlock(rows.slice(0, 2))]);

/** A source whose readings of the log are settled by hand, in any order. */
function source() {
  const readings: { resolve(bytes: Uint8Array): void; reject(error: Error): void }[] = [];
  const history = new HistorySource(
    () => new Promise<Uint8Array>((resolve, reject) => readings.push({ resolve, reject })),
  );
  return { history, readings };
}

test('a history that cannot be made leaves the one of another scope, asked for since, as it is', async () => {
  const { history, readings } = source();
  const earlier = history.reader('all');
  const later = history.reader(isolateIndex(0));
  readings[1]?.resolve(log);
  const reader = await later;
  readings[0]?.reject(new Error('the disk is slow'));
  await assert.rejects(earlier, /slow/);
  history.published(2, rows.slice(2));
  assert.equal(await history.reader(isolateIndex(0)), reader);
  assert.equal(reader.elapsedTime, milliseconds(3000));
  assert.equal(readings.length, 2);
});

test('a history that could not be made is made when it is asked for again', async () => {
  const { history, readings } = source();
  const failed = history.reader('all');
  readings[0]?.reject(new Error('locked'));
  await assert.rejects(failed, /locked/);
  const again = history.reader('all');
  readings[1]?.resolve(log);
  assert.equal((await again).elapsedTime, milliseconds(2000));
});
