import { formatBytes } from '../../src/format-bytes.ts';
import { collapsedLines } from '../../src/formats/collapsed.ts';
import { writeFlameSvg } from '../../src/formats/flame-svg.ts';
import type { Estimate } from '../../src/recording/history/estimate.ts';
import type { HistoryReader } from '../../src/recording/history/reader.ts';
import type { TimeRange } from '../../src/recording/history/windows.ts';
import { Refusal } from '../refusal.ts';
import { estimated, type RangeQuestion, type RecordingCommand } from './command.ts';

/** Stacks alive at a moment, or those of a range, as collapsed stacks for any flame graph, or as one in SVG. */
export const flame: RecordingCommand = {
  name: 'flame',
  run({ reader, title, url }, { at, range, what, svg }) {
    const [time, ...others] = at;
    if (time === undefined || others.length > 0) throw new Refusal('A flame graph is of one moment: give one --at.');
    const estimate = range ? answer(reader, range, what) : reader.flameGraphAt(time);
    const { tree, standardError, samples } = estimate;
    return {
      json: {
        ...(range ? { ...range, what } : { at: time }),
        total: estimated(tree.total[0] ?? 0, standardError[0] ?? 0),
        samples: samples[0] ?? 0,
        stacks: [...collapsedLines(tree)].map(line => line.trimEnd()),
      },
      text: () =>
        svg
          ? writeFlameSvg(tree, {
              title: `${title || url}: ${formatBytes(tree.total[0] ?? 0)}`,
              weightText: formatBytes,
            })
          : [...collapsedLines(tree)].join(''),
    };
  },
};

/** What a range has of what was asked for. */
export function answer(reader: HistoryReader, range: TimeRange, what: RangeQuestion): Estimate {
  switch (what) {
    case 'allocated':
      return reader.allocatedIn(range);
    case 'collected':
      return reader.collectedIn(range);
    case 'kept':
      return reader.keptOf(range);
    case 'temporary':
      return reader.temporaryIn(range);
    case 'grown':
    case 'shrunk':
      return reader.changeIn(range)[what];
  }
}
