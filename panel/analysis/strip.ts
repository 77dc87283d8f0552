import type { IsolateScope, RecordingModel } from '../../src/recording/recording-model.ts';
import type { StripUpdate } from './contract.ts';

/** The columns of the time strip as they stand. They are views into the model: valid until the next row. */
export function stripOf(model: RecordingModel, scope: IsolateScope): StripUpdate {
  const { usage, timeline } = model.figures(scope);
  return {
    duration: model.duration,
    usageTime: usage.time,
    used: usage.used,
    total: usage.total,
    embedder: usage.embedder,
    backingStorage: usage.backingStorage,
    barStart: timeline.start,
    barEnd: timeline.end,
    barAllocated: timeline.allocated,
    barLive: timeline.live,
    marks: model.marks,
  };
}
