import { none } from '../../src/recording/history/event-log.ts';
import type { History } from '../../src/recording/history/history.ts';
import type { IsolateScope, RecordingModel } from '../../src/recording/recording-model.ts';
import type { StripUpdate } from './contract.ts';

type Bars = Pick<StripUpdate, 'barStart' | 'barEnd' | 'barAllocated' | 'barLive'>;

/**
 * The columns of the time strip as they stand. They are views into the model: valid until the next row.
 * Bars are the fragments of the allocation timeline, without the heap as it was before (fragment 0), which would dwarf all others.
 * @param history tells of allocations where there is no timeline; null while it is not made.
 */
export function stripOf(model: RecordingModel, scope: IsolateScope, history: History | null): StripUpdate {
  const { usage, timeline } = model.figures(scope);
  const sampled = timeline.start.length === 0 && history;
  return {
    duration: model.duration,
    usageTime: usage.time,
    used: usage.used,
    total: usage.total,
    embedder: usage.embedder,
    backingStorage: usage.backingStorage,
    ...(sampled
      ? sampledBars(sampled)
      : {
          barStart: timeline.start.subarray(1),
          barEnd: timeline.end.subarray(1),
          barAllocated: timeline.allocated.subarray(1),
          barLive: timeline.live.subarray(1),
        }),
    barsAreSampled: Boolean(sampled),
    marks: model.marks,
  };
}

/** A bar from each poll to the next: what samples say was allocated, and what of that is alive now. */
function sampledBars({ events }: History): Bars {
  const { pollTime, pollEnd, size, sample, diedIn, pollCount } = events;
  const bars = {
    barStart: new Float64Array(pollCount),
    barEnd: pollTime.slice(),
    barAllocated: new Float64Array(pollCount),
    barLive: new Float64Array(pollCount),
  };
  let event = 0;
  for (let poll = 0; poll < pollCount; poll++) {
    let allocated = 0;
    let live = 0;
    for (; event < (pollEnd[poll] as number); event++) {
      const bytes = size[event] as number;
      const which = sample[event] as number;
      if (which === none || bytes <= 0) continue;
      allocated += bytes;
      if (diedIn[which] === none) live += bytes;
    }
    bars.barStart[poll] = pollTime[poll - 1] ?? 0;
    bars.barAllocated[poll] = allocated;
    bars.barLive[poll] = live;
  }
  return bars;
}
