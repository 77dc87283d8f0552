import { bytes } from '../../src/units.ts';
import { Refusal } from '../refusal.ts';
import type { CommandResult } from '../snapshot/command.ts';
import { changedFunctions, changeText } from './changed-functions.ts';
import type { RecordingCommand, RecordingOptions } from './command.ts';
import { answer } from './flame.ts';
import { timeText } from './moment.ts';
import type { Recording } from './open-recording.ts';

/** What functions hold at one moment and another, largest change first. */
export const compare: RecordingCommand = {
  name: 'compare',
  run({ reader }, { at, range, top, shares }) {
    const [first, second, ...others] = at;
    const { from, to } = range ?? { from: first, to: second };
    if (from === undefined || to === undefined || (!range && others.length > 0)) {
      throw new Refusal('A comparison is of two moments: give --from and --to, or --at twice. Or give two files.');
    }
    const interval = reader.samplingRate?.interval ?? bytes(0);
    const trees = [reader.flameGraphAt(from).tree, reader.flameGraphAt(to).tree] as const;
    const changed = changedFunctions(...trees, { interval, shares });
    return {
      json: { from, to, shares, functionCount: changed.length, functions: changed.slice(0, top) },
      text: () => changeText(`${timeText(from)} → ${timeText(to)}`, changed, top),
    };
  },
};

/** One of two recordings, and what was asked for, its own moments resolved. */
export interface ComparedRecording {
  readonly file: string;
  readonly recording: Recording;
  readonly options: RecordingOptions;
}

/** What functions hold in one recording and another: each at its end, at a moment, or what of a range. */
export function compareRecordings(base: ComparedRecording, target: ComparedRecording): CommandResult {
  if (target.options.at.length > 2) throw new Refusal('Two recordings are compared at one moment each.');
  const sides = [sideOf(base, 0), sideOf(target, 1)] as const;
  const intervals = [base, target].map(({ recording }) => recording.reader.samplingRate?.interval ?? 0);
  const { shares, top } = target.options;
  const [before, after] = sides;
  const changed = changedFunctions(before.tree, after.tree, { interval: bytes(Math.max(...intervals)), shares });
  return {
    json: {
      base: before.what,
      target: after.what,
      shares,
      functionCount: changed.length,
      functions: changed.slice(0, top),
    },
    text: () => changeText(`${before.text} → ${after.text}`, changed, top),
  };
}

/** @param which of the moments that were given is meant: one alone is for both recordings. */
function sideOf({ file, recording: { reader }, options }: ComparedRecording, which: 0 | 1) {
  const { at, range, what } = options;
  if (range)
    return {
      tree: answer(reader, range, what).tree,
      what: { file, ...range, what },
      text: `${file}, ${what} ${timeText(range.from)} – ${timeText(range.to)}`,
    };
  const time = at[which] ?? at[0] ?? reader.elapsedTime;
  return { tree: reader.flameGraphAt(time).tree, what: { file, at: time }, text: `${file} at ${timeText(time)}` };
}
