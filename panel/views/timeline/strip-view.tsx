import { useMemo, useState } from 'preact/hooks';
import type { StripUpdate } from '../../analysis/contract.ts';
import { formatBytes, formatBytesChange, formatDuration } from '../../widgets/format.ts';
import { type TimeRange, TimeStrip } from '../../widgets/time-strip/time-strip.tsx';
import { figuresOfRange, stripData } from './strip-data.ts';
import './strip.css';

/** The heap over time, with the figures of a range that is dragged over it. */
export function StripView({ strip }: { readonly strip: StripUpdate }) {
  const [range, setRange] = useState<TimeRange | null>(null);
  const data = useMemo(() => stripData(strip), [strip]);
  return (
    <div class="strip-view">
      <TimeStrip
        label="Heap over time"
        data={data}
        formatValue={formatBytes}
        barLabels={{ live: 'Still live', released: 'Collected' }}
        brush={range}
        onBrush={setRange}
      />
      {range && <p class="strip-range">{rangeText(strip, range)}</p>}
    </div>
  );
}

function rangeText(strip: StripUpdate, range: TimeRange): string {
  const { seconds, usedChange, allocated, live } = figuresOfRange(strip, range);
  const parts = [formatDuration(seconds * 1000)];
  if (usedChange !== null) parts.push(`used heap ${formatBytesChange(usedChange)}`);
  if (allocated !== null && live !== null)
    parts.push(`${formatBytes(allocated)} allocated, ${formatBytes(live)} of it still live`);
  return parts.join(' · ');
}
