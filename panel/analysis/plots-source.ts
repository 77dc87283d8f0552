import { frameLabel } from '../../src/calltree/frame.ts';
import { isAt } from '../../src/flow/same-place.ts';
import type { HistoryReader } from '../../src/recording/history/reader.ts';
import type { TimePlot } from '../../src/recording/history/time-plot.ts';
import type { TimeRange } from '../../src/recording/history/windows.ts';
import type { PlotTarget } from './plots-contract.ts';

/** What was alive of each target over a time; null for all of it. */
export function plotsOf(history: HistoryReader, targets: readonly PlotTarget[], range: TimeRange | null): TimePlot {
  const lines = targets.map(({ frame: place, by }) => ({
    label: frameLabel(place),
    matches: (frame: typeof place) => isAt(frame, place, by),
  }));
  return history.timePlot(lines, range ?? history.whole);
}
