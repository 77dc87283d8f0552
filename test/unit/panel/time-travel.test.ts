import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnalysisState } from '../../../panel/state/analysis-client.ts';
import { createPanelState } from '../../../panel/state/panel-state.ts';
import { createTimeTravel } from '../../../panel/state/time-travel.ts';
import { defaultRecording } from '../../../src/recording/options.ts';
import { milliseconds } from '../../../src/units.ts';

it('a time that was marked with A and B leads back to what was shown before it, as one that was selected does', () => {
  const state = createPanelState(1, { port: 9222, options: defaultRecording });
  const analysis = { strip: { value: { duration: milliseconds(9000) } }, measures: { value: ['live', 'change'] } };
  const time = createTimeTravel(state, analysis as unknown as AnalysisState);
  state.measure.value = 'collected';
  state.moment.value = milliseconds(1000);
  time.mark('a');
  state.moment.value = milliseconds(2000);
  time.mark('b');
  assert.deepEqual([state.range.value, state.measure.value], [{ from: 1000, to: 2000 }, 'change']);
  time.select(null);
  assert.equal(state.measure.value, 'collected');
});

describe('the way to the peak', () => {
  const peak = { time: milliseconds(3000), total: 1 };

  function begin() {
    const state = createPanelState(1, { port: 9222, options: defaultRecording });
    let found = () => {};
    const findPeak = () =>
      new Promise(resolve => {
        found = () => resolve(peak);
      });
    const time = createTimeTravel(state, { findPeak } as unknown as AnalysisState);
    const going = time.goToPeak();
    const arrive = async () => {
      found();
      await going;
    };
    return { state, time, arrive };
  }

  it('leads there when it has been found', async () => {
    const { state, arrive } = begin();
    await arrive();
    assert.equal(state.moment.value, 3000);
  });

  it('is left by who goes elsewhere meanwhile', async () => {
    const { state, time, arrive } = begin();
    time.goTo(milliseconds(1000));
    await arrive();
    assert.equal(state.moment.value, 1000);
  });
});
