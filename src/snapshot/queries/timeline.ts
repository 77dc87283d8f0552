import type { HeapGraph } from '../heap-graph.ts';
import { lowerBound } from './lower-bound.ts';

/** What a timeline's ticks left behind; for each tick an entry. */
export interface TimelineTicks {
  /** Milliseconds since the recording began. */
  readonly time: Float64Array;
  /** The last object id that had been given by then: objects of a tick have ids above that of the tick before. */
  readonly lastAssignedId: Float64Array;
  /** Bytes of the objects allocated since the tick before that still live. */
  readonly liveSize: Float64Array;
}

/** Live bytes by the time of their allocation (`HeapSnapshot.buildSamples` of DevTools); empty for a plain snapshot. */
export function timelineTicks({ snapshot, shallowSize }: HeapGraph): TimelineTicks {
  const { timestamp, lastAssignedId } = snapshot.samples;
  const liveSize = new Float64Array(timestamp.length);
  for (let node = 0; node < snapshot.nodeCount && timestamp.length > 0; node++) {
    const id = snapshot.nodes.id[node] as number;
    // Nodes of the host have even ids, which say nothing about time.
    if (id % 2 === 0) continue;
    const tick = lowerBound(lastAssignedId, id);
    if (tick < liveSize.length) liveSize[tick] = (liveSize[tick] as number) + (shallowSize[node] as number);
  }
  return { time: timestamp.map(microseconds => microseconds / 1000), lastAssignedId, liveSize };
}

/** The highest id that V8 has given an object by the end of a snapshot: the border between "before" and "after" it. */
export function lastObjectId({ snapshot }: HeapGraph): number {
  let last = 0;
  for (const id of snapshot.nodes.id) if (id % 2 === 1 && id > last) last = id;
  return last;
}
