import type { Peak, StripUpdate } from '../../analysis/contract.ts';
import { formatBytes, formatBytesChange, formatDuration } from '../../widgets/format.ts';
import { clockLabel } from '../../widgets/time-strip/clock-label.ts';
import type { TimeRange, TimeStripData } from '../../widgets/time-strip/time-strip.tsx';

/** The strip's columns for the widget. */
export function stripData(strip: StripUpdate, peak: Peak | null = null): TimeStripData {
  return {
    length: strip.usageTime.length,
    end: strip.duration,
    time: strip.usageTime,
    series: [
      { label: 'Used heap', values: strip.used, main: true },
      { label: 'Total heap', values: strip.total, main: false },
      { label: 'Buffers', values: strip.backingStorage, main: false },
    ],
    bars: {
      length: strip.barStart.length,
      start: strip.barStart,
      end: strip.barEnd,
      allocated: strip.barAllocated,
      live: strip.barLive,
    },
    marks: [
      ...strip.marks.map(({ time, mark, text }) => ({ time, label: text || mark })),
      ...(peak ? [{ time: peak.time, label: `Peak: ${formatBytes(peak.total)} alive` }] : []),
    ],
  };
}

/** What happened to the heap between two moments. */
interface RangeFigures {
  readonly seconds: number;
  /** Change of the used heap in bytes; null when there are no readings in the range. */
  readonly usedChange: number | null;
  /** Bytes allocated in the range, by the bars that are wholly in it, and what of them is alive now; null without bars. */
  readonly allocated: number | null;
  readonly live: number | null;
}

function figuresOfRange(strip: StripUpdate, { from, to }: TimeRange): RangeFigures {
  const first = strip.usageTime.findIndex(time => time >= from);
  const last = strip.usageTime.findLastIndex(time => time <= to);
  const readings = first !== -1 && last > first;
  let allocated = 0;
  let live = 0;
  for (let bar = 0; bar < strip.barStart.length; bar++) {
    if ((strip.barStart[bar] ?? 0) < from || (strip.barEnd[bar] ?? 0) > to) continue;
    allocated += strip.barAllocated[bar] ?? 0;
    live += strip.barLive[bar] ?? 0;
  }
  const hasBars = strip.barStart.length > 0;
  return {
    seconds: (to - from) / 1000,
    usedChange: readings ? (strip.used[last] ?? 0) - (strip.used[first] ?? 0) : null,
    allocated: hasBars ? allocated : null,
    live: hasBars ? live : null,
  };
}

/** The same in words. Of what was allocated it says who tells: the estimate of the views below is another. */
export function rangeText(strip: StripUpdate, range: TimeRange): string {
  const { seconds, usedChange, allocated, live } = figuresOfRange(strip, range);
  const parts = [`${clockLabel(range.from, 10)} – ${clockLabel(range.to, 10)} (${formatDuration(seconds * 1000)})`];
  if (usedChange !== null) parts.push(`used heap ${formatBytesChange(usedChange)}`);
  if (allocated !== null && live !== null)
    parts.push(
      `${formatBytes(allocated)} allocated as ${strip.barsAreSampled ? 'sampled' : 'V8 counted'}, ${formatBytes(live)} of it still live`,
    );
  return parts.join(' · ');
}
