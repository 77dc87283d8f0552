import { batch } from '@preact/signals';
import type { TimeRange } from '../../src/recording/history/windows.ts';
import { type Milliseconds, milliseconds } from '../../src/units.ts';
import type { Measure } from '../analysis/contract.ts';
import type { AnalysisState } from './analysis-client.ts';
import type { PanelState } from './panel-state.ts';

/** Where in the recording a person looks. */
export interface TimeTravel {
  /** Selects a time, which every view follows; null for all of it, and the present. */
  select(range: TimeRange | null): void;
  /** Moves the playhead; null lets it go to the present. */
  goTo(moment: Milliseconds | null): void;
  /** Sets the start (A) or the end (B) of the selected time at the playhead, to see what has changed between them. */
  mark(edge: 'a' | 'b'): void;
  /** Moves the playhead to where most was alive. */
  goToPeak(): Promise<void>;
}

export function createTimeTravel(state: PanelState, analysis: AnalysisState): TimeTravel {
  /** What was shown before time was selected: a selection of nothing goes back to it. */
  let before: Measure = state.measure.value;

  const select = (range: TimeRange | null) =>
    batch(() => {
      const hadRange = state.range.value !== null;
      state.range.value = range;
      state.moment.value = null;
      if (range && !hadRange) before = state.measure.value;
      if (range && state.measure.value === 'live') state.measure.value = 'allocated';
      if (!range && state.measure.value !== 'cpu') state.measure.value = before;
    });

  const goTo = (moment: Milliseconds | null) =>
    batch(() => {
      state.moment.value = moment;
      if (moment !== null && state.measure.value !== 'cpu') state.measure.value = 'live';
    });

  return {
    select,
    goTo,
    mark: edge =>
      batch(() => {
        const duration = analysis.strip.value?.duration ?? milliseconds(0);
        const moment = state.moment.value ?? duration;
        if (!state.range.value) before = state.measure.value;
        const { from, to } = state.range.value ?? { from: milliseconds(0), to: duration };
        state.range.value =
          edge === 'a'
            ? { from: moment, to: to > moment ? to : duration }
            : { from: from < moment ? from : milliseconds(0), to: moment };
        if (analysis.measures.value.includes('change')) state.measure.value = 'change';
      }),
    goToPeak: async () => {
      const { shown, range, moment } = state;
      const [capture, time, place] = [shown.value?.id, range.value, moment.value];
      const peak = await analysis.findPeak();
      // Whoever has gone elsewhere meanwhile wants to be there.
      const isThere = shown.value?.id === capture && range.value === time && moment.value === place;
      if (peak && isThere) goTo(peak.time);
    },
  };
}
