import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparisonLegend } from '../../../panel/views/calltree/measures.ts';
import { sideNames } from '../../../panel/views/calltree/sides.ts';
import { graphNames } from '../../../panel/views/flow/flow-texts.ts';
import { rangeText } from '../../../panel/views/timeline/strip-data.ts';
import { milliseconds } from '../../../src/units.ts';

const period = { from: milliseconds(1000), to: milliseconds(2000) };

test('the letters A and B are of moments, captures are this one and the other', () => {
  const times = [milliseconds(1000), milliseconds(2000)];
  assert.deepEqual(graphNames({ times, areCaptures: false, isScaled: false }), ['A', 'B']);
  assert.deepEqual(graphNames({ times, areCaptures: false, isScaled: true }), ['A, scaled', 'B']);
  assert.deepEqual(graphNames({ times, areCaptures: true, isScaled: true }), ['other, scaled', 'this']);
  const shown = { period, isNow: false, base: period, normalised: true };
  const ofCaptures = [
    comparisonLegend('live', shown, 'First run'),
    ...Object.values(sideNames.captures),
    ...Object.values(sideNames['scaled-captures']),
  ];
  for (const text of ofCaptures) assert.doesNotMatch(text, /\b[AB]\b/);
});

test('what was allocated in a time says whether V8 counted it or samples tell', () => {
  const none = new Float64Array(0);
  const strip = {
    duration: milliseconds(3000),
    usageTime: none,
    used: none,
    total: none,
    embedder: none,
    backingStorage: none,
    barStart: Float64Array.of(1000),
    barEnd: Float64Array.of(1500),
    barAllocated: Float64Array.of(2048),
    barLive: Float64Array.of(1024),
    marks: [],
  };
  const texts = [true, false].map(barsAreSampled => rangeText({ ...strip, barsAreSampled }, period));
  assert.match(texts[0] ?? '', /2\.0 KB allocated as sampled, 1\.0 KB of it still live$/);
  assert.match(texts[1] ?? '', /2\.0 KB allocated as V8 counted, 1\.0 KB of it still live$/);
});
