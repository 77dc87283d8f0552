import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeRuns } from '../../../src/coverage/merged-script.ts';
import type { ScriptCoverage } from '../../../src/coverage/script-coverage.ts';
import { CoverageModel } from '../../../src/recording/coverage-model.ts';
import { milliseconds } from '../../../src/units.ts';
import { pictureOf, scriptOf } from './picture.ts';

function modelOf(...takes: ScriptCoverage[][]): CoverageModel {
  const model = new CoverageModel();
  for (const scripts of takes) model.apply({ kind: 'coverage', time: milliseconds(0), occasion: 'poll', scripts });
  return model;
}

const pictures = (scripts: readonly ScriptCoverage[]) => scripts.map(pictureOf);

// What Chromium 156 answered in one recording: it counts from 0 with each take, and shows other blocks each time.
const loaded = scriptOf('a.js', '- 0-240:1\n used 1-70:1 43-68:0\n never() 71-100:0');
const calledBig = scriptOf('a.js', 'used 1-70:1 43-68:0\n later 101-162:1 139-160:3 150-158:0');
const calledBoth = scriptOf('a.js', 'used 1-70:2 26-68:1\n K 173-200:1');

test('takes add up block by block, and functions stand in the order of the source', () => {
  assert.deepEqual(pictures(modelOf([loaded], [calledBoth], [calledBig]).scripts()), [
    [
      '- 0-240:1',
      'used 1-70:4 26-68:3 43-68:1',
      'never() 71-100:0',
      'later 101-162:1 139-160:3 150-158:0',
      'K 173-200:1',
    ],
  ]);
});

test('functions without blocks stay so, with their counts added', () => {
  const model = modelOf([scriptOf('a.js', 'f() 0-9:2\n g() 10-20:0')], [scriptOf('a.js', 'f() 0-9:3')]);
  assert.deepEqual(pictures(model.scripts()), [['f() 0-9:5', 'g() 10-20:0']]);
});

test('a script that did not change is the same object, and a reader that catches up sees the same', () => {
  const model = modelOf([loaded, scriptOf('b.js', '- 0-5:1', '8')]);
  const [, before] = model.scripts();
  const again = new CoverageModel();
  for (const row of model.catchUp()) again.apply(row);
  assert.deepEqual(again.scripts(), model.scripts());
  model.apply({ kind: 'coverage', time: milliseconds(1), occasion: 'poll', scripts: [calledBoth] });
  assert.equal(model.scripts()[1], before);
  assert.notDeepEqual(again.scripts(), model.scripts());
});

test('another text under the same id and URL, as after a move to another process, is another script', () => {
  const edited = scriptOf('a.js', '- 0-300:1\n used 1-90:1');
  assert.deepEqual(pictures(modelOf([loaded], [edited], [scriptOf('a.js', 'used 1-90:1')]).scripts()), [
    pictureOf(loaded),
    ['- 0-300:1', 'used 1-90:2'],
  ]);
});

test('a function whose ranges cross each other is left out', () => {
  const model = modelOf([scriptOf('a.js', 'f 0-20:1 5-12:2 10-15:3\n outside 10-20:1 15-25:0\n g 30-40:1')]);
  assert.deepEqual(pictures(model.scripts()), [['g 30-40:1']]);
});

test('runs of one URL are one where their texts agree, whatever their ids', () => {
  const reloaded = scriptOf('a.js', '- 0-240:1\n used 1-70:5', '31');
  const changed = scriptOf('a.js', '- 0-240:1\n renamed 1-70:1', '32');
  const longer = scriptOf('a.js', '- 0-250:1', '33');
  const nameless = [scriptOf('', '- 0-9:1', '34'), scriptOf('', '- 0-9:1', '35')];
  const merged = mergeRuns([loaded, reloaded, changed, longer, ...nameless]).map(({ coverage }) => coverage);
  assert.deepEqual(pictures(merged), [
    ['- 0-240:2', 'used 1-70:6 43-68:5', 'never() 71-100:0'],
    ['- 0-240:1', 'renamed 1-70:1'],
    ['- 0-250:1'],
    ['- 0-9:1'],
    ['- 0-9:1'],
  ]);
});
