import { frameLabel } from '../../src/calltree/frame.ts';
import { functionsOf } from '../../src/calltree/functions.ts';
import type { Estimate } from '../../src/recording/history/estimate.ts';
import { relativeErrorBound } from '../../src/recording/sampling-error.ts';
import { bytes } from '../../src/units.ts';
import { Refusal } from '../refusal.ts';
import { more, table } from '../table.ts';
import { type RecordingCommand, withError } from './command.ts';
import { timeText } from './moment.ts';

/** What functions hold at one moment and another, largest change first. */
export const compare: RecordingCommand = {
  name: 'compare',
  run({ reader }, { at, range, top }) {
    const [first, second, ...others] = at;
    const { from, to } = range ?? { from: first, to: second };
    if (from === undefined || to === undefined || (!range && others.length > 0)) {
      throw new Refusal('A comparison is of two moments: give --from and --to, or --at twice.');
    }
    const before = selfByFrame(reader.flameGraphAt(from));
    const after = selfByFrame(reader.flameGraphAt(to));
    const interval = reader.samplingRate?.interval ?? bytes(0);
    const all = [...new Set([...before.keys(), ...after.keys()])].map(frame => {
      const [was, is] = [before.get(frame) ?? 0, after.get(frame) ?? 0];
      const place = reader.history.stacks.frames[frame];
      return {
        functionName: place ? frameLabel(place) : '',
        url: place?.url ?? '',
        line: place?.line ?? 0,
        column: place?.column ?? 0,
        before: was,
        after: is,
        change: is - was,
        standardError: (was + is) * relativeErrorBound(was + is, interval),
      };
    });
    const changed = all.filter(({ change }) => change !== 0).sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
    const rows = changed.slice(0, top);
    return {
      json: { from, to, functionCount: changed.length, functions: rows },
      text: () =>
        [
          `${timeText(from)} → ${timeText(to)}\n\n`,
          table(rows, [
            { title: 'Change', value: row => withError(row.change, row.standardError) },
            { title: 'Before', value: row => Math.round(row.before) },
            { title: 'After', value: row => Math.round(row.after) },
            { title: 'Function', value: row => row.functionName },
            { title: 'Place', value: row => (row.url ? `${row.url}:${row.line}:${row.column}` : '') },
          ]),
          more(rows.length, changed.length),
        ].join(''),
    };
  },
};

/** By index of a frame, the bytes that it holds itself. */
function selfByFrame({ tree }: Estimate): Map<number, number> {
  const { frame, self } = functionsOf(tree);
  return new Map([...frame].map((index, row) => [index, self[row] ?? 0]));
}
