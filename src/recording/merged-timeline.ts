import type { TimelineColumns } from './timeline-model.ts';

/** The fragments of several timelines as one, in order of their beginning. */
export function mergeTimelines(timelines: readonly TimelineColumns[]): TimelineColumns {
  const present = timelines.filter(({ start }) => start.length > 0);
  const [only] = present;
  if (only && present.length === 1) return only;
  const whole = {
    start: joined(present, 'start'),
    end: joined(present, 'end'),
    allocated: joined(present, 'allocated'),
    live: joined(present, 'live'),
    count: joined(present, 'count'),
  };
  const order = Uint32Array.from(whole.start.keys()).sort(
    (a, b) => (whole.start[a] as number) - (whole.start[b] as number) || a - b,
  );
  const inOrder = (column: Float64Array) => Float64Array.from(order, index => column[index] as number);
  return {
    start: inOrder(whole.start),
    end: inOrder(whole.end),
    allocated: inOrder(whole.allocated),
    live: inOrder(whole.live),
    count: order.map(index => whole.count[index] as number),
  };
}

function joined(timelines: readonly TimelineColumns[], column: keyof TimelineColumns): Float64Array {
  const length = timelines.reduce((sum, timeline) => sum + timeline[column].length, 0);
  const whole = new Float64Array(length);
  let at = 0;
  for (const timeline of timelines) {
    whole.set(timeline[column], at);
    at += timeline[column].length;
  }
  return whole;
}
