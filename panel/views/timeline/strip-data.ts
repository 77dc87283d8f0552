import type { Peak, StripUpdate } from '../../analysis/contract.ts';
import { formatBytes } from '../../widgets/format.ts';
import type { TimeRange, TimeStripData } from '../../widgets/time-strip/time-strip.tsx';

/** The strip's columns for the widget. The heap as it was before the recording (fragment 0) is no bar: it would dwarf all others. */
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
      length: Math.max(0, strip.barStart.length - 1),
      start: strip.barStart.subarray(1),
      end: strip.barEnd.subarray(1),
      allocated: strip.barAllocated.subarray(1),
      live: strip.barLive.subarray(1),
    },
    marks: [
      ...strip.marks.map(({ time, mark, text }) => ({ time, label: text || mark })),
      ...(peak ? [{ time: peak.time, label: `Peak: ${formatBytes(peak.total)} alive` }] : []),
    ],
  };
}

/** What happened to the heap between two moments. */
export interface RangeFigures {
  readonly seconds: number;
  /** Change of the used heap in bytes; null when there are no readings in the range. */
  readonly usedChange: number | null;
  /** Bytes of the allocation timeline allocated in the range, and what of them is alive now; null without a timeline. */
  readonly allocated: number | null;
  readonly live: number | null;
}

export function figuresOfRange(strip: StripUpdate, { from, to }: TimeRange): RangeFigures {
  const first = strip.usageTime.findIndex(time => time >= from);
  const last = strip.usageTime.findLastIndex(time => time <= to);
  const readings = first !== -1 && last > first;
  let allocated = 0;
  let live = 0;
  for (let bar = 1; bar < strip.barStart.length; bar++) {
    if ((strip.barStart[bar] ?? 0) < from || (strip.barEnd[bar] ?? 0) > to) continue;
    allocated += strip.barAllocated[bar] ?? 0;
    live += strip.barLive[bar] ?? 0;
  }
  const hasBars = strip.barStart.length > 1;
  return {
    seconds: (to - from) / 1000,
    usedChange: readings ? (strip.used[last] ?? 0) - (strip.used[first] ?? 0) : null,
    allocated: hasBars ? allocated : null,
    live: hasBars ? live : null,
  };
}
