import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureLegend } from '../../../panel/views/calltree/measures.ts';
import { defaultRecording, defaultSampling } from '../../../src/recording/options.ts';
import { milliseconds } from '../../../src/units.ts';

const shown = {
  period: { from: milliseconds(1000), to: milliseconds(2000) },
  isNow: false,
  base: null,
  normalised: false,
} as const;
const recorded = (major: boolean, minor: boolean) => ({
  ...defaultRecording,
  sampling: { ...defaultSampling, includeCollectedByMajorGC: major, includeCollectedByMinorGC: minor },
});

test('what was allocated is told with what no reading has, where V8 leaves anything out', () => {
  for (const options of [recorded(false, false), recorded(true, false), recorded(false, true)])
    assert.match(
      measureLegend('allocated', shown, options),
      /, whatever became of it, but not what came and went between two readings$/,
    );
  assert.match(measureLegend('allocated', shown, recorded(true, true)), /, whatever became of it$/);
});

test('where nobody knows how it was recorded, the option is named that decides it', () => {
  for (const options of [null, { ...defaultRecording, sampling: null }])
    assert.match(
      measureLegend('allocated', shown, options),
      /between two readings unless objects collected by GC were included$/,
    );
});
