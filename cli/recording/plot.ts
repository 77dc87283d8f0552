import { frameFilter } from '../../src/calltree/filter.ts';
import { type TableColumn, table } from '../table.ts';
import { type RecordingCommand, withError } from './command.ts';
import { timeText } from './moment.ts';

/** Bytes alive over time: the whole, and what functions or files given with `--of` hold. */
export const plot: RecordingCommand = {
  name: 'plot',
  run({ reader }, { range, of }) {
    const lines = of.map(label => ({ label, matches: frameFilter(label) ?? (() => false) }));
    const { time, total, curves } = reader.timePlot(lines, range ?? reader.whole);
    return {
      json: {
        time: [...time],
        total: [...total],
        curves: curves.map(({ label, bytes, share, standardError }) => ({
          label,
          bytes: [...bytes],
          share: [...share],
          standardError: [...standardError],
        })),
      },
      text: () => {
        const columns: TableColumn<number>[] = [
          { title: 'Time', value: at => timeText(time[at] ?? 0) },
          { title: 'Total', value: at => Math.round(total[at] ?? 0) },
          ...curves.map(({ label, bytes, standardError, share }) => ({
            title: label,
            value: (at: number) =>
              `${withError(bytes[at] ?? 0, standardError[at] ?? 0)} (${((share[at] ?? 0) * 100).toFixed(1)} %)`,
          })),
        ];
        return table([...time.keys()], columns);
      },
    };
  },
};
