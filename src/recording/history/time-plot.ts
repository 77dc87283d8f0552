import type { Frame } from '../../calltree/frame.ts';
import { relativeError } from '../sampling-error.ts';
import { none } from './event-log.ts';
import type { History } from './history.ts';
import type { LiveState } from './live-state.ts';
import type { StackShape } from './stack-table.ts';
import type { TimeRange } from './windows.ts';

/** What to plot: everything on whose stack a frame matches, such as a function or a source line. */
export interface PlotLine {
  readonly label: string;
  matches(frame: Frame): boolean;
}

/** The curve of one line. */
export interface PlotCurve {
  readonly label: string;
  /** For each time, bytes alive of stacks with a matching frame: once, however often it is on a stack. */
  readonly bytes: Float64Array;
  /** For each time, `bytes` as a share of `total`; 0 of nothing. */
  readonly share: Float64Array;
  /** For each time, the standard error of `bytes`. */
  readonly standardError: Float64Array;
}

/** Three aligned plots: total, bytes, share. */
export interface TimePlot {
  /** In milliseconds since the start of the recording. */
  readonly time: Float64Array;
  /** For each time, bytes alive. */
  readonly total: Float64Array;
  readonly curves: readonly PlotCurve[];
}

/** Plots every poll of a range, from what was alive at its start. One pass over its events per line. */
export function timePlotOf(
  history: History,
  range: TimeRange,
  atStart: LiveState,
  lines: readonly PlotLine[],
): TimePlot {
  const { events } = history;
  const first = Math.max(0, events.pollAt(range.from));
  const end = events.pollAt(range.to) + 1;
  const time = events.pollTime.slice(first, end);
  const total = events.pollLive.slice(first, end);
  const shape = history.stacks.shape();
  const curves = lines.map(line => curveOf(history, line, shape, atStart, { first, end }, total));
  return { time, total, curves };
}

function curveOf(
  { events }: History,
  line: PlotLine,
  shape: StackShape,
  atStart: LiveState,
  polls: { first: number; end: number },
  total: Float64Array,
): PlotCurve {
  const inside = stacksWith(line, shape);
  let bytes = sumWhere(inside, atStart.bytes);
  let samples = sumWhere(inside, atStart.samples);
  const curve = {
    label: line.label,
    bytes: new Float64Array(total.length),
    share: new Float64Array(total.length),
    standardError: new Float64Array(total.length),
  };
  const { stack, size, sample, pollEnd } = events;
  let event = atStart.event;
  for (let poll = polls.first; poll < polls.end; poll++) {
    for (; event < (pollEnd[poll] as number); event++) {
      if (inside[stack[event] as number] === 0) continue;
      const change = size[event] as number;
      bytes += change;
      if (sample[event] !== none) samples += Math.sign(change);
    }
    const at = poll - polls.first;
    const whole = total[at] as number;
    curve.bytes[at] = bytes;
    curve.share[at] = whole > 0 ? bytes / whole : 0;
    curve.standardError[at] = Math.abs(bytes) * relativeError(samples);
  }
  return curve;
}

/** For each stack, 1 when a frame of the line is on it. */
function stacksWith(line: PlotLine, { parent, frame, frames, offset }: StackShape): Uint8Array {
  const matches = Uint8Array.from(frames, place => Number(line.matches(place)));
  const inside = new Uint8Array(parent.length);
  for (let node = 0; node < inside.length; node++) {
    const above = parent[node] as number;
    inside[node] = (above === -1 ? 0 : (inside[above] as number)) | (matches[frame[node] as number] as number);
  }
  return inside.subarray(offset);
}

function sumWhere(inside: Uint8Array, figures: Float64Array | Int32Array): number {
  let sum = 0;
  for (let at = 0; at < inside.length; at++) if (inside[at] !== 0) sum += figures[at] ?? 0;
  return sum;
}
