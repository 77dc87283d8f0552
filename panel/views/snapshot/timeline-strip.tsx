import { useMemo } from 'preact/hooks';
import { allObjects, type NodeFilter } from '../../../src/snapshot/queries/filters.ts';
import type { TimelineTicks } from '../../../src/snapshot/queries/timeline.ts';
import type { SnapshotState } from '../../state/snapshot-state.ts';
import { formatBytes } from '../../widgets/format.ts';
import { type TimeRange, TimeStrip, type TimeStripData } from '../../widgets/time-strip/time-strip.tsx';

export interface TimelineStripProps {
  readonly state: SnapshotState;
  readonly ticks: TimelineTicks;
}

/** When the objects of a timeline were allocated; Summary counts those of the range that is dragged over it. */
export function TimelineStrip({ state, ticks }: TimelineStripProps) {
  const data = useMemo(() => stripOf(ticks), [ticks]);
  const scope = state.scope.value;
  const range = useMemo(() => rangeOf(ticks, scope), [ticks, scope]);
  return (
    <div class="capture-strip">
      <TimeStrip
        label="Allocations over time"
        data={data}
        formatValue={formatBytes}
        barLabels={{ live: 'Allocated and still live' }}
        brush={range}
        onBrush={chosen => void state.limitTo(chosen ? scopeOf(ticks, chosen) : allObjects)}
      />
    </div>
  );
}

/** Objects that were there before the first tick are no bar: they would dwarf all others. */
function stripOf({ time, liveSize }: TimelineTicks): TimeStripData {
  let sum = 0;
  const values = liveSize.map((size, tick) => {
    sum += tick === 0 ? 0 : size;
    return sum;
  });
  const live = liveSize.subarray(1);
  return {
    length: time.length,
    end: time.at(-1) ?? 0,
    time,
    series: [{ label: 'Live since the start', values, main: true }],
    bars: { length: live.length, start: time, end: time.subarray(1), allocated: live, live },
    marks: [],
  };
}

/** Objects get their ids in the order in which they are made. */
function scopeOf({ time, lastAssignedId }: TimelineTicks, { from, to }: TimeRange): NodeFilter {
  const before = time.findLastIndex(tick => tick <= from);
  const after = time.findIndex(tick => tick >= to);
  const upTo = lastAssignedId[after] ?? lastAssignedId.at(-1) ?? 0;
  return { kind: 'ids', above: lastAssignedId[before] ?? 0, upTo };
}

/** The range that a scope stands for; null when it stands for none. */
function rangeOf({ time, lastAssignedId }: TimelineTicks, scope: NodeFilter): TimeRange | null {
  if (scope.kind !== 'ids') return null;
  const from = time[lastAssignedId.findLastIndex(id => id <= scope.above)] ?? 0;
  const to = time[lastAssignedId.findIndex(id => id >= scope.upTo)] ?? time.at(-1) ?? 0;
  return { from, to };
}
